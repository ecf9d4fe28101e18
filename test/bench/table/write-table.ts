/** Benchmark: a table of many cases and a study over it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { createRandom } from '../../../src/main/maskers/random'

const classes = ['ACK', 'BCC', 'MEL', 'NEV', 'SCC', 'SEK'] as const
const regions = ['arm', 'back', 'chest', 'face', 'foot', 'hand', 'leg', 'scalp'] as const
const measured = 20
/** Of ten thousand different numbers each, one of twenty cells empty. */
const steps = 10_000
const emptyShare = 0.05

/** Thirty columns: names, levels, dates and measured numbers. The same seed writes the same bytes. */
export function writeTableStudy(folder: string, rowCount: number, seed: number): void {
  const random = createRandom('table bench', seed)
  const oneOf = (levels: readonly string[]): string => levels[Math.floor(random() * levels.length)] ?? ''
  const number = (): string =>
    random() < emptyShare ? '' : (Math.floor(random() * steps) / 1000 - 5).toFixed(3)
  const names = Array.from({ length: measured }, (_, index) => `lab_${index}`)
  const head = ['case', 'patient', 'split', 'diagnosis', 'age', 'gender', 'region', 'smoker', 'seen', 'note']
  const rows = Array.from({ length: rowCount }, (_, row) => [
    ...[`C${String(row).padStart(6, '0')}`, `P${Math.floor(row / 2)}`],
    ...[oneOf(['train', 'train', 'test']), oneOf(classes), String(18 + Math.floor(random() * 75))],
    ...[oneOf(['f', 'm']), oneOf(regions), oneOf(['yes', 'no', ''])],
    ...[`20${10 + (row % 15)}-0${1 + (row % 9)}-1${row % 10}`, `visit ${row % 50}`],
    ...names.map(number),
  ])
  const lines = [[...head, ...names], ...rows].map((cells) => cells.join(','))
  writeFileSync(join(folder, 'cases.csv'), `${lines.join('\n')}\n`)
  writeFileSync(join(folder, 'model.onnx'), toModel())
  const attributes = ['age', 'lab_0'].map((name) => ({
    ...{ name, encoding: { kind: 'number' }, missing: { value: 0 } },
  }))
  const record = { ...{ name: 'record', kind: 'tabular', input: 'record', replacement: 'zero' }, attributes }
  const dataset = {
    ...{ table: 'cases.csv', id: 'case', patient: 'patient', split: 'split', label: 'diagnosis' },
    subgroups: ['region'],
  }
  writeFileSync(
    join(folder, 'table.study.yaml'),
    stringify({
      ...{ modalens: 1, name: 'table bench', model: 'model.onnx', dataset, modalities: [record] },
      outputs: { kind: 'multi-class', names: [...classes] },
    }),
  )
}

/** What is measured is what is looked at, not what is computed. */
function toModel(): Uint8Array {
  const weights = Float32Array.from({ length: 2 * classes.length }, (_, index) => (index % 5) - 2)
  return buildModel({
    name: 'table bench',
    inputs: [tensorInfo('record', 'float32', ['batch', 2])],
    outputs: [tensorInfo('probabilities', 'float32', ['batch', classes.length])],
    initializers: [floatInitializer('weights', [2, classes.length], weights)],
    nodes: [
      node('MatMul', ['record', 'weights'], ['logits']),
      node('Softmax', ['logits'], ['probabilities'], { axis: 1 }),
    ],
  })
}
