import { describe, expect, it } from 'vitest'
import { findTwins } from '../../../src/main/batch/find-twins'
import type { Occlusion } from '../../../src/main/batch/plan-batches'
import { createMaskers } from '../../../src/main/maskers/create-maskers'
import { buildFloatTensors } from '../../fixtures/builders/modality-tensors'
import { buildTabularModality } from '../../fixtures/builders/modality'

const maskers = ['record', 'other'].flatMap((name) =>
  createMaskers(buildTabularModality([{ name: 'a', column: 'a' }], { name }), {
    cohort: null,
    matchedSize: null,
  }),
)
const [first, second] = [1, 2].map((value) => buildFloatTensors('record', [1], [value]))
const donors = new Map([['record', [first!, second!, first!, first!]]])
const occlusions: Occlusion[] = [
  { masker: null, part: 'whole', draw: 0 },
  ...[0, 1].flatMap((masker) =>
    [0, 'whole' as const].flatMap((part) => [0, 1, 2, 3].map((draw) => ({ masker, part, draw }))),
  ),
]

describe('findTwins', () => {
  it('finds draws of one part and one donor, and nothing else', () => {
    const twins = findTwins(occlusions, { maskers, donors })
    const words = [...twins].map(
      ([{ part, draw, masker }, known]) => `${masker} ${part}: ${draw} as ${known.draw}`,
    )
    expect(words).toEqual(['0 0: 2 as 0', '0 0: 3 as 0', '0 whole: 2 as 0', '0 whole: 3 as 0'])
    for (const [one, known] of twins) expect(one.part).toBe(known.part)
  })

  it('finds none without donors', () => {
    expect(findTwins(occlusions, { maskers, donors: new Map() }).size).toBe(0)
  })
})
