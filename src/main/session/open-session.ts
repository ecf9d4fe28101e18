/** Opens an ONNX model with onnxruntime and runs batches of it. */
import type { OrtTensor } from './onnxruntime'
import type { ModelCard } from '@shared/model'
import type { StudyOutputs } from '@shared/study'
import type { Feeds } from '../batch/batch-buffers'
import { openOrtModel, type OrtOptions } from './ort-model'
import { chooseOutput, toRows } from './output-rows'
import type { Session } from './session'
import { toOrtTensor } from './to-ort-tensor'

export interface SessionOptions extends OrtOptions {
  readonly card: ModelCard
  readonly outputs: StudyOutputs
}

/** Opens a session; releasing it twice is harmless. Errors: session/open-failed, session/no-output, session/output-needed. */
export async function openSession(modelPath: string, options: SessionOptions): Promise<Session> {
  const { card, outputs, threads, device } = options
  const output = chooseOutput(card, outputs)
  const model = await openOrtModel({ modelPath }, options)
  let dims: readonly number[] | null = null
  return {
    device,
    threads,
    release: model.release,
    lastDims: () => dims,
    run: async (feeds, batch) => {
      dims = null
      const answers = await model.run(toOrtFeeds(feeds, card), [output])
      dims = answers.get(output)?.dims ?? null
      return [...answers.values()].flatMap((answer) => toRows(answer, batch, outputs))
    },
  }
}

/** Casts the inputs to what the graph declares. */
export function toOrtFeeds(feeds: Feeds, { inputs }: ModelCard): Record<string, OrtTensor> {
  const dtypeOf = new Map(inputs.map(({ name, dtype }) => [name, dtype]))
  return Object.fromEntries(
    [...feeds].map(([name, tensor]) => [name, toOrtTensor(tensor, name, dtypeOf.get(name) ?? tensor.dtype)]),
  )
}
