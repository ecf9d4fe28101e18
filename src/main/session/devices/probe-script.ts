/** The program of the process that tries a device. It is text, so that source, bundle and package start it alike. */

/** What the process says before it ends. */
export interface ProbeAnswer {
  /** The outputs of the probe model; null when onnxruntime refused. */
  readonly outputs: readonly number[] | null
  readonly words: string
}

/**
 * CommonJS for `node -e`. Arguments: path of onnxruntime-node, device, probe model in base64, its input as JSON.
 * The CPU may not help out, so that a device that takes no operator is found out.
 */
export const probeScript = `
const [library, device, model, input] = process.argv.slice(-4)
const tell = (answer) => process.send(answer, () => process.exit(0))
const probe = async () => {
  const { InferenceSession, Tensor } = require(library)
  const session = await InferenceSession.create(Buffer.from(model, 'base64'), {
    executionProviders: [device],
    enableMemPattern: false,
    logSeverityLevel: 4,
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  })
  const values = Float32Array.from(JSON.parse(input))
  const { y } = await session.run({ x: new Tensor('float32', values, [1, values.length]) })
  return { outputs: [...y.data], words: '' }
}
probe().then(tell, (error) => tell({ outputs: null, words: String(error && error.message) }))
`
