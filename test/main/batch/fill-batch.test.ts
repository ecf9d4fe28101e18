import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBatchBuffers, fillSlot } from '../../../src/main/batch/batch-buffers'
import { fillBatch } from '../../../src/main/batch/fill-batch'
import { findInert } from '../../../src/main/batch/find-inert'
import type { Occlusion } from '../../../src/main/batch/plan-batches'
import { createMaskers } from '../../fixtures/builders/kinds'
import type { Masker, MaskContext } from '../../../src/main/maskers/masker'
import { buildGridModality, buildTextModality } from '../../fixtures/builders/modality'
import { buildFloatTensors, buildTextTensors } from '../../fixtures/builders/modality-tensors'
import { buildCase, buildOccludedCase, untouched } from '../../fixtures/builders/onnx'

const context = { cohort: null, matchedSize: null }
const scan = buildFloatTensors('scan', [1, 4, 4])
const report = buildTextTensors({ tokensPerWord: [1, 2, 1] })
const original = buildCase(scan, report)
const maskers = [
  ...createMaskers(buildGridModality({ parts: { patch: [2, 2] } }), context),
  ...createMaskers(buildTextModality(), context),
]
const occluded = buildOccludedCase(original, maskers)
const occlusion = fc.constantFrom<Occlusion>(
  untouched,
  ...[0, 1, 2, 3, 'whole' as const].map((part) => ({ masker: 0, part, draw: 0 })),
  ...[0, 1, 2, 'whole' as const].map((part) => ({ masker: 1, part, draw: 0 })),
)

/** What one occlusion looks like alone, by input. */
function alone(one: Occlusion): Map<string, number[]> {
  const feeds = fillBatch([one], occluded, createBatchBuffers(original, 1))
  return new Map([...feeds].map(([input, { values }]) => [input, Array.from(values, Number)]))
}

describe('fillBatch', () => {
  it('puts every occlusion into its own slot, untouched by its neighbours and by what was there before', () => {
    fc.assert(
      fc.property(
        fc.array(occlusion, { minLength: 1, maxLength: 6 }),
        fc.array(occlusion, { minLength: 1, maxLength: 6 }),
        (first, second) => {
          const buffers = createBatchBuffers(original, 6)
          fillBatch(first, occluded, buffers)
          const feeds = fillBatch(second, occluded, buffers)
          for (const [input, { dims, values }] of feeds) {
            expect(dims).toEqual([second.length, ...buffers.inputs.get(input)!.dims])
            expect(Array.from(values, Number)).toEqual(second.flatMap((one) => alone(one).get(input)!))
          }
        },
      ),
    )
  })

  it('leaves the original as it was', () => {
    const before = scan.tensors.get('scan')!.values.slice()
    fillBatch([{ masker: 0, part: 'whole', draw: 0 }], occluded, createBatchBuffers(original, 2))
    expect(scan.tensors.get('scan')!.values).toEqual(before)
  })

  it('masks one modality and feeds the others as they are', () => {
    const masked = alone({ masker: 0, part: 1, draw: 0 })
    expect(masked.get('scan')).toEqual([1, 2, 0, 0, 5, 6, 0, 0, 9, 10, 11, 12, 13, 14, 15, 16])
    expect(masked.get('ids')).toEqual(alone(untouched).get('ids'))
  })

  it('hands seed, case, draw and the donor of that draw to the masker', () => {
    const seen: MaskContext[] = []
    const spy: Masker = { ...maskers[0]!, mask: (_original, _part, _slot, given) => seen.push(given) }
    const donors = [buildFloatTensors('scan', [1, 4, 4]), buildFloatTensors('scan', [1, 4, 4])]
    const drawn = { original, maskers: [spy], seed: 7, donors: new Map([[spy.source, donors]]) }
    const batch = [0, 1, 2].map((draw) => ({ masker: 0, part: 0, draw }))
    fillBatch(batch, drawn, createBatchBuffers(original, 3))
    expect(seen).toEqual([
      { seed: 7, caseId: 'c1', draw: 0, donor: donors[0] },
      { seed: 7, caseId: 'c1', draw: 1, donor: donors[1] },
      { seed: 7, caseId: 'c1', draw: 2, donor: null },
    ])
  })

  it('does not pass over an occlusion of a masker that is not there', () => {
    const batch = [{ masker: 9, part: 0, draw: 0 }]
    expect(() => fillBatch(batch, occluded, createBatchBuffers(original, 1))).toThrow(
      expect.objectContaining({ code: 'bug/unexpected' }),
    )
  })
})

describe('batch buffers', () => {
  it('share no element between slots', () => {
    const buffers = createBatchBuffers(original, 3)
    const slots = [0, 1, 2].map((index) => fillSlot(buffers, index))
    for (const values of slots[1]!.values()) {
      if (values instanceof Float32Array) values.fill(-1)
      else values.fill(-1n)
    }
    for (const slot of [slots[0]!, slots[2]!]) {
      expect(slot.get('scan')).toEqual(scan.tensors.get('scan')!.values)
      expect(slot.get('ids')).toEqual(report.tensors.get('ids')!.values)
    }
  })

  it('are taken over by the next case where the size is the same', () => {
    const first = createBatchBuffers(original, 3)
    const next = createBatchBuffers(
      buildCase(buildFloatTensors('scan', [1, 2, 8], Array(16).fill(5)), report),
      3,
      first,
    )
    expect(next.inputs.get('scan')!.values).toBe(first.inputs.get('scan')!.values)
    expect(next.inputs.get('scan')!.dims).toEqual([1, 2, 8])
    expect(Array.from(fillSlot(next, 2).get('scan')!, Number)).toEqual(Array(16).fill(5))
    const other = createBatchBuffers(buildCase(buildFloatTensors('scan', [1, 5, 5]), report), 3, next)
    expect(other.inputs.get('scan')!.values).toHaveLength(75)
    expect(other.inputs.get('ids')!.values).toBe(first.inputs.get('ids')!.values)
  })
})

describe('findInert', () => {
  const dark = buildFloatTensors('scan', [1, 4, 4], [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 0, 0, 2, 2, 0, -0])
  const darkCase = buildOccludedCase(buildCase(dark, report), maskers)
  const inert = (one: Occlusion) => findInert([one], darkCase).has(one)

  it('finds the parts that already are what would replace them', () => {
    const parts = [0, 1, 2, 3, 'whole' as const]
    // The last patch holds a -0, which is another value bit for bit.
    expect(parts.map((part) => inert({ masker: 0, part, draw: 0 }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('looks at every input', () => {
    const onlyMask: Masker = {
      ...maskers[1]!,
      mask: (_original, _part, slot) => slot.get('mask')?.fill(0n as never),
    }
    const withMask = buildOccludedCase(original, [onlyMask])
    const masked: Occlusion = { masker: 0, part: 0, draw: 0 }
    expect(findInert([masked], withMask).size).toBe(0)
  })

  it('never takes the original itself, which must run', () => {
    expect(inert(untouched)).toBe(false)
  })
})
