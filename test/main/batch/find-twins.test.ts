import { describe, expect, it } from 'vitest'
import { findTwins } from '../../../src/main/batch/find-twins'
import type { Occlusion } from '../../../src/main/batch/plan-batches'
import { createMaskers } from '../../fixtures/builders/kinds'
import type { ModalityTensors } from '../../../src/main/tensors/modality-tensors'
import { buildGridModality, buildTabularModality } from '../../fixtures/builders/modality'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'

const toMaskers = (modality: Parameters<typeof createMaskers>[0]) =>
  createMaskers(modality, { cohort: null, matchedSize: null })
const maskers = ['record', 'other'].flatMap((name) =>
  toMaskers(
    buildTabularModality(
      ['a', 'b'].map((column) => ({ name: column, column })),
      { name, input: name },
    ),
  ),
)
const toCase = (...tensors: ModalityTensors[]) => ({
  caseId: 'c1',
  modalities: new Map(tensors.map((one) => [one.modality, one])),
})
const original = toCase(buildFloatTensors('record', [2], [5, 6]), buildFloatTensors('other', [2], [7, 8]))

const [first, second] = [1, 2].map((value) => buildFloatTensors('record', [2], [value, value]))
const donors = new Map([['record', [first!, second!, first!, first!]]])
const occlusions: Occlusion[] = [
  { masker: null, part: 'whole', draw: 0 },
  ...[0, 1].flatMap((masker) =>
    [0, 1, 'whole' as const].flatMap((part) => [0, 1, 2, 3].map((draw) => ({ masker, part, draw }))),
  ),
]

describe('findTwins', () => {
  it('finds draws of one part and one donor, and nothing else', () => {
    const twins = findTwins(occlusions, { original, maskers, seed: 1, donors })
    const words = [...twins].map(
      ([{ part, draw, masker }, known]) => `${masker} ${part}: ${draw} as ${known.draw}`,
    )
    expect(words).toEqual([
      '0 0: 2 as 0',
      '0 0: 3 as 0',
      '0 1: 2 as 0',
      '0 1: 3 as 0',
      '0 whole: 2 as 0',
      '0 whole: 3 as 0',
    ])
    for (const [one, known] of twins) expect(one.part).toBe(known.part)
  })

  it('finds none without donors', () => {
    expect(findTwins(occlusions, { original, maskers, seed: 1, donors: new Map() }).size).toBe(0)
  })

  describe('where one part alone is not inert', () => {
    const [part, whole] = [3, 'whole' as const].map((one) => ({ masker: 0, part: one, draw: 0 }))
    /** An image of 2 x 4 in columns, of which the last is `above` and `below`. */
    const find = (above: number, below: number, replacement: Record<string, unknown>) => {
      const scan = buildFloatTensors('scan', [1, 2, 4], [0, 0, 0, above, 0, 0, 0, below])
      const modality = buildGridModality({ parts: { patch: [2, 1] }, replacement })
      const occluded = { original: toCase(scan), maskers: toMaskers(modality), seed: 1, donors: new Map() }
      return [...findTwins([part!, whole!], occluded)]
    }

    it('takes the whole for it where the copies are the same', () => {
      expect(find(4, 5, { kind: 'zero' })).toEqual([[whole, part]])
    })

    it('runs the whole where it is another copy', () => {
      expect(find(4, 5, { kind: 'patch-mean' })).toEqual([])
      expect(find(4, 5, { kind: 'constant', value: 1 })).toEqual([])
    })

    it('takes a modality of one part for its whole', () => {
      const single = { masker: 0, part: 0, draw: 0 }
      const modality = buildTabularModality([{ name: 'a', column: 'a' }])
      const record = buildFloatTensors('record', [1], [4])
      const occluded = { original: toCase(record), maskers: toMaskers(modality), seed: 1, donors: new Map() }
      expect([...findTwins([single, whole!], occluded)]).toEqual([[whole, single]])
    })
  })
})
