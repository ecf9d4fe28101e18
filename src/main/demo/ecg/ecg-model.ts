/** Demo: a small 1-D residual network that looks for a wide beat in the leads of the chest, and a little at the age. */
import { buildModel, floatInitializer, node, tensorInfo } from '../../graph/build-model'
import { ecgLeads, ecgSamples } from './ecg-case'

/** Samples that the first layer averages: 150 ms, in which a usual beat is hardly seen. */
const taps = 15

/** Builds the model of recording and record with one probability. */
export function buildEcgModel(): Uint8Array {
  const stem = ecgLeads.flatMap((lead) => Array<number>(taps).fill(lead.startsWith('V') ? 0.5 / taps : 0))
  return buildModel({
    name: 'ModaLens demo, ecg',
    inputs: [
      tensorInfo('ecg', 'float32', ['batch', ecgLeads.length, ecgSamples]),
      tensorInfo('record', 'float32', ['batch', 1]),
    ],
    outputs: [tensorInfo('probabilities', 'float32', ['batch', 1])],
    initializers: [
      floatInitializer('stem', [1, ecgLeads.length, taps], stem),
      floatInitializer('block', [1, 1, 3], [0.2, 0.3, 0.2]),
      floatInitializer('weights', [2, 1], [4, 0.5]),
      floatInitializer('bias', [1], [-3.5]),
    ],
    nodes: [
      node('Conv', ['ecg', 'stem'], ['smooth'], { kernel_shape: [taps], pads: [7, 7] }),
      node('Relu', ['smooth'], ['skip']),
      node('Conv', ['skip', 'block'], ['inner'], { kernel_shape: [3], pads: [1, 1] }),
      node('Add', ['inner', 'skip'], ['sum']),
      node('Relu', ['sum'], ['map']),
      node('GlobalMaxPool', ['map'], ['most']),
      node('Flatten', ['most'], ['flat']),
      node('Concat', ['flat', 'record'], ['joined'], { axis: 1 }),
      node('Gemm', ['joined', 'weights', 'bias'], ['logit']),
      node('Sigmoid', ['logit'], ['probabilities']),
    ],
  })
}
