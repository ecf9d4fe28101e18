/** Benchmark: late fusion, the features of all modalities to the classes. */
import type { BenchActivation } from '../bench-model'
import { classCount, type Net } from '../net'
import type { FeatureRow } from './feature-map'
import { addGemm } from './linear'

/** Adds the input of attributes and two layers of 32: [batch, 32]. */
export function addAttributeFeatures(net: Net, count: number): FeatureRow {
  const name = net.input({ name: 'attributes', dtype: 'float32', dims: [count] })
  return addGemm(net, addGemm(net, { name, width: count }, 32, 'relu'), 32, 'relu')
}

/** Adds Concat (of several rows) -> Gemm -> activation and returns the name of the output [batch, 4]. */
export function addClasses(
  net: Net,
  rows: readonly FeatureRow[],
  activation: BenchActivation = 'softmax',
): string {
  const width = rows.reduce((sum, row) => sum + row.width, 0)
  const names = rows.map(({ name }) => name)
  const joined = names.length === 1 ? names.join('') : net.add('Concat', names, { axis: 1 })
  const logits = addGemm(net, { name: joined, width }, classCount).name
  if (activation === 'none') return logits
  return activation === 'softmax' ? net.add('Softmax', [logits], { axis: 1 }) : net.add('Sigmoid', [logits])
}
