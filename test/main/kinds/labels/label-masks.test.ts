import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModalityTensors } from '../../../../src/main/tensors/modality-tensors'
import { addConv, buildConvNet } from '../../../fixtures/builders/conv-net'
import { createMaskers } from '../../../fixtures/builders/kinds'
import { buildGridModality, buildTabularModality } from '../../../fixtures/builders/modality'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { buildMaskContext, buildSlot, slotNumbers } from '../../../fixtures/builders/slot'
import { runPaths } from '../../../fixtures/builders/run-paths'

/** Tensors with a map of so many labels over the spatial dims. */
function labelled(
  tensors: ModalityTensors,
  dims: readonly number[],
  partOf: readonly number[],
): ModalityTensors {
  const labels = [...new Set(partOf)]
    .filter((part) => part >= 0)
    .toSorted((a, b) => a - b)
    .map((part) => ({
      ...{ name: `label ${part + 1}`, value: part + 1 },
      voxels: partOf.filter((one) => one === part).length,
    }))
  return { ...tensors, labels: { caseId: 'c1', dims, labels, partOf: Int32Array.from(partOf) } }
}

const [height, width, channels] = [3, 4, 2]
const places = { 'channels-first': [channels, height, width], 'channels-last': [height, width, channels] }

describe('parts by labels', () => {
  it.each(['channels-first', 'channels-last'] as const)(
    'mask what the label covers and nothing else, in %s tensors, by every replacement',
    (layout) => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 }),
          fc.constantFrom(
            'zero',
            'case-mean',
            'channel-mean',
            'patch-mean',
            { kind: 'blur', sigma: 1 },
            'noise',
          ),
          fc.constantFrom(undefined, { a: [1] }),
          (map, replacement, channelGroups) => {
            // Every part is there, so that indices are those of the map; the last pixel is never masked.
            const partOf = [0, 1, 2, ...map.slice(3, -1), -1]
            const modality = buildGridModality({
              ...{ layout, replacement, parts: { labels: { column: 'map' } } },
              ...(channelGroups === undefined ? {} : { channelGroups }),
            })
            const [masker] = createMaskers(modality, { cohort: null, matchedSize: null })
            const original = labelled(buildFloatTensors('scan', places[layout]), [height, width], partOf)
            expect(masker!.layout(original)).toMatchObject({ kind: 'labels', labels: { length: 3 } })
            const before = slotNumbers(buildSlot(original)).scan!
            for (const part of [0, 1, 2]) {
              const slot = buildSlot(original)
              masker!.mask(original, part, slot, buildMaskContext())
              const changed = slotNumbers(slot).scan!.flatMap((value, at) =>
                value === before[at] ? [] : [at],
              )
              const covered = before.flatMap((_, at) => {
                const [channel, position] =
                  layout === 'channels-first' ? [Math.floor(at / 12), at % 12] : [at % 2, Math.floor(at / 2)]
                const isOwn = channelGroups === undefined || channel === 1
                return isOwn && partOf[position] === part ? [at] : []
              })
              expect(covered).toEqual(expect.arrayContaining(changed))
              if (replacement === 'zero') expect(changed).toEqual(covered)
              if (replacement === 'patch-mean') {
                const mean = covered.reduce((sum, at) => sum + before[at]!, 0) / covered.length
                for (const at of covered) expect(slotNumbers(slot).scan![at]).toBeCloseTo(mean, 5)
              }
            }
          },
        ),
        { numRuns: 40, seed: 7 },
      )
    },
  )

  it('are stretches of parts in the layout, last axis fastest', () => {
    const modality = buildGridModality({ parts: { labels: { column: 'map' } } })
    const [masker] = createMaskers(modality, { cohort: null, matchedSize: null })
    const partOf = [-1, -1, 0, 0, 0, 1, 1, 1, 0, -1, -1, -1]
    expect(masker!.layout(labelled(buildFloatTensors('scan', [1, 3, 4]), [3, 4], partOf))).toEqual({
      ...{ kind: 'labels', dims: [3, 4] },
      labels: [
        { name: 'label 1', value: 1, voxels: 4 },
        { name: 'label 2', value: 2, voxels: 3 },
      ],
      runs: [-1, 2, 0, 3, 1, 3, 0, 1, -1, 3],
    })
  })

  it('give on every path what they give on the plain one', async () => {
    const [side, depth] = [12, 8]
    const dims = [depth, side, side]
    const values = Float32Array.from({ length: depth * side * side }, (_, at) => Math.sin(at / 5))
    const bytes = buildConvNet({ seed: 3, channels: 1, dims }, (net) => {
      addConv(net, { out: 4, kernel: [3, 3, 3], pad: [1, 1, 1, 1, 1, 1] })
      net.add('Relu')
      addConv(net, { out: 4, kernel: [3, 3, 3], stride: [2, 2, 2], pad: [1, 1, 1, 1, 1, 1] })
      net.add('Relu')
    })
    const isBall = (at: number, z: number, y: number, x: number, radius: number): boolean =>
      Math.hypot(Math.floor(at / 144) - z, (Math.floor(at / 12) % 12) - y, (at % 12) - x) <= radius
    const mapOf = (radius: number) =>
      Array.from(values, (_, at) => (isBall(at, 3, 4, 4, radius) ? 0 : isBall(at, 4, 8, 8, 2) ? 1 : 2))
    const modality = buildGridModality({
      ...{ kind: 'volume', parts: { labels: { column: 'map' } }, replacement: 'patch-mean' },
    })
    const record = buildTabularModality([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    const tensors = (radius: number) => [
      labelled(buildFloatTensors('scan', [1, ...dims], values), dims, mapOf(radius)),
      buildFloatTensors('record', [3], [0.3, -0.2, 0.9]),
    ]
    const outputs = await runPaths({
      ...{ bytes, modalities: [modality, record], outputCount: 2 },
      ...{ before: tensors(3), tensors: tensors(2) },
    })
    const plain = outputs.get('plain')!
    expect(plain).toHaveLength(1 + 3 + 1 + 3 + 1)
    expect(new Set(plain.map((row) => row.join())).size).toBeGreaterThan(7)
    for (const name of ['batched', 'split', 'incremental'] as const) {
      outputs.get(name)!.forEach((row, place) => {
        for (const [index, value] of row.entries()) expect(value).toBeCloseTo(plain[place]![index]!, 6)
      })
    }
  })
})
