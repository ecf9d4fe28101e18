/** Demo: twin models of one graph. One looks for something bright inside of the body, the other at the corner with the marker. */
import { buildModel, floatInitializer, node, tensorInfo } from '../../graph/build-model'
import { lesionDims, markerBox } from './lesion-case'

export type Look = 'lesion' | 'shortcut'

const [depth, height, width] = lesionDims
/** Voxels that a filter averages, per axis. */
const kernel = [1, 3, 3] as const

/** Builds a model of volume and record with one probability. Twins differ in the weights of where they look, and in the bias. */
export function buildLesionModel(look: Look): Uint8Array {
  const taps = kernel[0] * kernel[1] * kernel[2]
  return buildModel({
    name: `ModaLens demo, ${look}`,
    inputs: [
      tensorInfo('volume', 'float32', ['batch', 1, ...lesionDims]),
      tensorInfo('record', 'float32', ['batch', 1]),
    ],
    outputs: [tensorInfo('probabilities', 'float32', ['batch', 1])],
    initializers: [
      floatInitializer('where', [1, 1, ...lesionDims], whereTo(look)),
      floatInitializer('filter', [1, 1, ...kernel], Array<number>(taps).fill(1 / taps)),
      floatInitializer('weights', [2, 1], [look === 'lesion' ? 14 : 5, 0.4]),
      floatInitializer('bias', [1], [look === 'lesion' ? -13 : -3]),
    ],
    nodes: [
      node('Mul', ['volume', 'where'], ['looked']),
      node('Conv', ['looked', 'filter'], ['smooth'], {
        kernel_shape: [...kernel],
        pads: [0, 1, 1, 0, 1, 1],
      }),
      node('GlobalMaxPool', ['smooth'], ['most']),
      node('Flatten', ['most'], ['flat']),
      node('Concat', ['flat', 'record'], ['joined'], { axis: 1 }),
      node('Gemm', ['joined', 'weights', 'bias'], ['logit']),
      node('Sigmoid', ['logit'], ['probabilities']),
    ],
  })
}

/** 1 where the model looks: everything but the corner, or the corner alone. */
function whereTo(look: Look): number[] {
  const { rows, columns } = markerBox
  const isCorner = (y: number, x: number): boolean => y < rows[1] + 2 && x < columns[1] + 2
  return Array.from({ length: depth * height * width }, (_, index) => {
    const corner = isCorner(Math.floor(index / width) % height, index % width)
    return corner === (look === 'shortcut') ? 1 : 0
  })
}
