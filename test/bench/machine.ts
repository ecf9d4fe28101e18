/** Benchmark: what a figure was measured on. */
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { floatInitializer, buildModel, node, tensorInfo } from '../../src/main/graph/build-model'
import { openOrtModel } from '../../src/main/session/ort-model'
import { OrtTensor } from '../../src/main/session/onnxruntime'
import { onnxruntimeVersion } from '../../src/main/session/onnxruntime-version'
import { median } from './time-paths'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  readonly onnxruntime: string
  readonly threads: number
  /** Multiply-adds per second of a large matrix product, in 1e9. */
  readonly peakGigaMultiplyAdds: number
}

/** Names the machine and measures the most arithmetic that onnxruntime does here. */
export async function measureMachine(threads: number): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    onnxruntime: onnxruntimeVersion,
    threads,
    peakGigaMultiplyAdds: (await measurePeak(threads)) / 1e9,
  }
}

const side = 1536
const products = 7

async function measurePeak(threads: number): Promise<number> {
  const bytes = buildModel({
    name: 'peak',
    inputs: [tensorInfo('x', 'float32', [side, side])],
    outputs: [tensorInfo('y', 'float32', [side, side])],
    nodes: [node('MatMul', ['x', 'w'], ['y'])],
    initializers: [floatInitializer('w', [side, side], new Float32Array(side * side).fill(0.5))],
  })
  const model = await openOrtModel({ modelPath: 'peak.onnx', bytes }, { threads, device: 'cpu' })
  const x = new OrtTensor('float32', new Float32Array(side * side).fill(0.5), [side, side])
  const seconds: number[] = []
  for (let round = 0; round < products; round += 1) {
    const startedMs = performance.now()
    await model.run({ x }, ['y'])
    seconds.push((performance.now() - startedMs) / 1000)
  }
  await model.release()
  return side ** 3 / median(seconds)
}
