import { expect, it } from 'vitest'
import type { PartDifferences } from '@shared/contribution'
import { maskingSentence, partEffects } from '@shared/words/masking-words'

const part: PartDifferences = {
  modality: 'ct',
  contribution: 0.5,
  layout: { kind: 'grid', dims: [2, 2], size: [1, 1], stride: [1, 1] },
  signed: [
    [0.1, -0.1],
    [-0.3, 0.3],
    [0, 0],
    [0.0001, -0.0001],
  ],
  whole: [0.1, -0.1],
  inertParts: [2],
  flips: [1],
}

it('ranks parts, says their share and what masking them does to the output', () => {
  const effects = partEffects(part, [0.1, 0.3, 0, 0], {
    names: ['sick', 'well'],
    original: [0.4, 0.6],
    spoken: 0,
  })
  expect(effects.map(({ rank, share, isFlip, isInert }) => [rank, share, isFlip, isInert])).toEqual([
    [2, 0.25, false, false],
    [1, expect.closeTo(0.75), true, false],
    [3, 0, false, true],
    [4, 0, false, false],
  ])
  expect(effects.map(({ sentence }) => sentence)).toEqual([
    'Masking it lowers sick from 0.400 to 0.300: it speaks for sick.',
    'Masking it raises sick from 0.400 to 0.700: it speaks against sick.',
    'There is nothing to mask.',
    'Masking it lowers sick from 0.4000 to 0.3999: it speaks for sick.',
  ])
})

it('is about the output that changes most where none is named, and has no share where nothing changes', () => {
  const [first] = partEffects(part, [0, 0, 0, 0], {
    names: ['sick', 'well'],
    original: [0.4, 0.6],
    spoken: null,
  })
  expect([first?.output, first?.share]).toEqual(['sick', null])
  expect(maskingSentence('risk', -1.2, -0.2)).toBe(
    'Masking it raises risk from −1.200 to −0.200: it speaks against risk.',
  )
})
