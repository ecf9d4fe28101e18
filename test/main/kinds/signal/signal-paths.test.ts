import { modalitySchema } from '@shared/kinds'
import type { StudyModality } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'
import { buildTabularModality } from '../../../fixtures/builders/modality'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { runPaths } from '../../../fixtures/builders/run-paths'

const [leads, samples] = [3, 120]
const signal = (parts: unknown): StudyModality =>
  modalitySchema.parse({
    ...{ kind: 'signal', name: 'scan', input: 'scan', source: { column: 'path' } },
    ...{ parts, replacement: 'line' },
  })
const record = buildTabularModality([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
const values = Float32Array.from({ length: leads * samples }, (_, at) => Math.sin(at / 7) + (at % 13) / 10)

/** A 1-D ResNet: a strided convolution, two residual blocks, a mean over time. */
const bytes = buildConvNet({ seed: 5, channels: leads, dims: [samples] }, (net) => {
  addConv(net, { out: 6, kernel: [7], stride: [2], pad: [3, 3] })
  net.add('Relu')
  net.add('MaxPool', [], { kernel_shape: [3], strides: [2], pads: [1, 1] })
  for (let block = 0; block < 2; block += 1) {
    const skip = net.at
    addConv(net, { out: 6, kernel: [3], pad: [1, 1] })
    net.add('Relu')
    addConv(net, { out: 6, kernel: [3], pad: [1, 1] })
    net.add('Add', [skip])
    net.add('Relu')
  }
})

describe('a 1-D ResNet gives on every path what it gives on the plain one', () => {
  it.each([
    ['windows of all leads', { window: 25 }, 1 + 5 + 1 + 3 + 1],
    ['overlapping windows', { window: 30, stride: 20 }, 1 + 6 + 1 + 3 + 1],
    ['windows of one lead', { window: 40, leads: 'each' }, 1 + 9 + 1 + 3 + 1],
    ['the whole', 'whole', 1 + 1 + 3 + 1],
  ])('%s', async (_, parts, rows) => {
    const outputs = await runPaths({
      ...{ bytes, modalities: [signal(parts), record], outputCount: 2 },
      tensors: [
        buildFloatTensors('scan', [leads, samples], values),
        buildFloatTensors('record', [3], [0.3, -0.2, 0.9]),
      ],
    })
    const plain = outputs.get('plain')!
    expect(plain).toHaveLength(rows)
    expect(new Set(plain.map((row) => row.join())).size).toBeGreaterThan(rows / 2)
    for (const name of ['batched', 'split', 'incremental'] as const) {
      outputs.get(name)!.forEach((row, place) => {
        row.forEach((value, index) => {
          expect(value).toBeCloseTo(plain[place]![index]!, 6)
        })
      })
    }
  })
})
