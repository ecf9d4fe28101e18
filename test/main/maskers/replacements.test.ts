import type { PartLayout } from '@shared/part'
import { describe, expect, it } from 'vitest'
import { createMaskers } from '../../fixtures/builders/kinds'
import type { MaskerContext } from '../../../src/main/kinds'
import type { MaskContext, PartIndex } from '../../../src/main/maskers/masker'
import type { ModalityTensors } from '../../../src/main/tensors/modality-tensors'
import type { StudyModality } from '@shared/study'
import { buildGridModality, buildTabularModality, buildTextModality } from '../../fixtures/builders/modality'
import {
  buildFloatTensors,
  buildTextTensors,
  type TextFields,
} from '../../fixtures/builders/modality-tensors'
import { buildMaskContext, buildSlot, slotNumbers } from '../../fixtures/builders/slot'

const nothing: MaskerContext = { cohort: null, matchedSize: null }

function mask(
  modality: StudyModality,
  original: ModalityTensors,
  part: PartIndex,
  fields: Partial<MaskContext> = {},
  context: MaskerContext = nothing,
  index = 0,
): Record<string, number[]> {
  const slot = buildSlot(original)
  createMaskers(modality, context)[index]!.mask(original, part, slot, buildMaskContext(fields))
  return slotNumbers(slot)
}

// Two channels of 2 x 4: 1..8 and 9..16.
const original = buildFloatTensors('scan', [2, 2, 4])
const scan = (replacement: unknown, fields: Record<string, unknown> = {}) =>
  buildGridModality({ replacement, parts: { patch: [1, 2] }, ...fields })

describe('what stands in for a patch', () => {
  it.each([
    ['zero', 0, 0],
    [{ kind: 'constant', value: 1000 }, 1000, 1000],
    ['case-mean', 8.5, 8.5],
    ['channel-mean', 4.5, 12.5],
    // Part 1 covers 3, 4 and 11, 12: one mean over all its elements.
    ['patch-mean', 7.5, 7.5],
  ])('is %j', (replacement, first, second) => {
    expect(mask(scan(replacement), original, 1).scan).toEqual([
      ...[1, 2, first, first, 5, 6, 7, 8],
      ...[9, 10, second, second, 13, 14, 15, 16],
    ])
  })

  it('is the mean of the group where channels are grouped', () => {
    const grouped = scan('case-mean', { channelGroups: { t1: [0], t2: [1] } })
    const maskers = createMaskers(grouped, nothing)
    expect(maskers.map(({ name, source }) => [name, source])).toEqual([
      ['scan/t1', 'scan'],
      ['scan/t2', 'scan'],
    ])
    expect(mask(grouped, original, 0, {}, nothing, 1).scan).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8],
      ...[12.5, 12.5, 11, 12, 13, 14, 15, 16],
    ])
  })

  it('is summed in float64: a million equal values keep their mean', () => {
    const many = buildFloatTensors('scan', [1, 1000, 1000], new Float32Array(1e6).fill(0.1))
    const masked = mask(scan('case-mean', { parts: 'whole' }), many, 0).scan!
    expect(masked[0]).toBe(Math.fround(0.1))
  })

  it('is the same place of the donor', () => {
    const donor = buildFloatTensors('scan', [2, 2, 4], Array(16).fill(-1))
    expect(mask(scan('donor'), original, 3, { donor }).scan!.slice(4, 8)).toEqual([5, 6, -1, -1])
    expect(createMaskers(scan({ kind: 'donor', draws: 3 }), nothing)[0]!.draws).toBe(3)
    expect(() => mask(scan('donor'), original, 0)).toThrow('no other case that could be a donor')
    const other = buildFloatTensors('scan', [2, 4, 2])
    expect(() => mask(scan('donor'), original, 0, { donor: other })).toThrow('shape 2 x 4 x 2')
  })

  it('is the same place of the cohort', () => {
    const cohort = buildFloatTensors('scan', [2, 2, 4], Array(16).fill(7)).tensors
    const masked = mask(scan('cohort-mean'), original, 0, {}, { cohort, matchedSize: null }).scan!
    expect(masked.slice(0, 3)).toEqual([7, 7, 3])
    expect(() => mask(scan('cohort-mean'), original, 0)).toThrow('has no cases to be computed from')
    const other = buildFloatTensors('scan', [2, 2, 2]).tensors
    expect(() => mask(scan('cohort-mean'), original, 0, {}, { cohort: other, matchedSize: null })).toThrow(
      'needs the same shape in all cases',
    )
  })
})

describe('blur', () => {
  it('is the Gaussian of SciPy, mirrored at the edges, each channel by itself', () => {
    const impulse = buildFloatTensors('scan', [2, 1, 5], [0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    const modality = scan({ kind: 'blur', sigma: 1 }, { parts: 'whole' })
    const blurred = mask(modality, impulse, 0).scan!
    // scipy.ndimage.gaussian_filter1d([0, 0, 1, 0, 0], 1): mirrored tails added to the kernel.
    const weight = (distance: number) => Math.exp(-0.5 * distance ** 2)
    const total = [-4, -3, -2, -1, 0, 1, 2, 3, 4].reduce((sum, distance) => sum + weight(distance), 0)
    const wanted = [
      weight(2) + weight(3),
      weight(1) + weight(4),
      weight(0),
      weight(1) + weight(4),
      weight(2) + weight(3),
    ]
    wanted.forEach((value, index) => {
      expect(blurred[index]).toBeCloseTo(value / total, 6)
    })
    expect(blurred.slice(5)).toEqual([0, 0, 0, 0, 0])
  })

  // SciPy: radius = int(4 * sigma + 0.5).
  it.each([
    [0.6, 2],
    [0.625, 3],
    [0.9, 4],
    [1, 4],
    [1.125, 5],
  ])('of sigma %d reaches %d pixels and no further', (sigma, radius) => {
    const centre = 10
    const impulse = buildFloatTensors('scan', [1, 1, 21], Array(21).fill(0).with(centre, 1))
    const blurred = mask(scan({ kind: 'blur', sigma }, { parts: 'whole' }), impulse, 0).scan!
    const reached = blurred.flatMap((value, index) => (value > 0 ? [Math.abs(index - centre)] : []))
    expect(Math.max(...reached)).toBe(radius)
    expect(reached).toHaveLength(2 * radius + 1)
  })

  it('keeps a constant constant in three dimensions', () => {
    const flat = buildFloatTensors('scan', [1, 3, 4, 5], Array(60).fill(5))
    const modality = buildGridModality({
      kind: 'volume',
      parts: 'whole',
      replacement: { kind: 'blur', sigma: 2 },
    })
    for (const value of mask(modality, flat, 0).scan!) expect(value).toBeCloseTo(5, 5)
  })

  it('refuses a sigma wider than the image', () => {
    expect(() => mask(scan({ kind: 'blur', sigma: 5 }), original, 0)).toThrow('longest axis of 4 pixels')
    expect(() => mask(scan({ kind: 'blur', sigma: 1e12 }), original, 0)).toThrow('longest axis')
  })
})

describe('what stands in for tokens', () => {
  const text = (fields: Partial<TextFields> = {}) =>
    buildTextTensors({ tokensPerWord: [1, 2], padding: 1, ...fields })
  const report = (replacement: unknown, fields: Record<string, unknown> = {}) =>
    buildTextModality({ replacement, attentionMask: 'mask', ...fields })

  it.each([
    ['mask-token', 4],
    ['unk-token', 1],
    [{ kind: 'token-id', id: 77 }, 77],
    // Non-zero ids 2, 10, 11, 12, 3: mean 7.6.
    ['token-mean', 8],
  ])('is %j, and the attention mask stays', (replacement, id) => {
    const masked = mask(report(replacement), text(), 1)
    expect(masked.ids).toEqual([2, 10, id, id, 3, 0])
    expect(masked.mask).toEqual([1, 1, 1, 1, 1, 0])
  })

  it('is padding that nobody attends to', () => {
    const masked = mask(report('pad-token'), text(), 1)
    expect(masked.ids).toEqual([2, 10, 0, 0, 3, 0])
    expect(masked.mask).toEqual([1, 1, 0, 0, 1, 0])
    expect(mask(report('pad-token', { attentionMask: undefined }), text(), 1).mask).toEqual([
      1, 1, 1, 1, 1, 0,
    ])
  })

  it('never is a special token when the whole is masked', () => {
    expect(mask(report('mask-token'), text(), 'whole').ids).toEqual([2, 4, 4, 4, 3, 0])
    expect(mask(report('mask-token', { parts: 'whole' }), text(), 0).ids).toEqual([2, 4, 4, 4, 3, 0])
  })

  it('is refused when the tokenizer lacks the token', () => {
    const bare = text({ special: { mask: null, pad: null, unk: null } })
    expect(() => mask(report('mask-token'), bare, 0)).toThrow(
      'Case c1, report: the tokenizer has no mask token.',
    )
    expect(() => mask(report('pad-token'), bare, 0)).toThrow('padding token')
  })

  it('is another text altogether for a donor', () => {
    const donor = text({ tokensPerWord: [1], padding: 3 })
    const masked = mask(report('donor', { parts: 'whole' }), text(), 0, { donor })
    expect(masked.ids).toEqual([2, 10, 3, 0, 0, 0])
    expect(masked.mask).toEqual([1, 1, 1, 0, 0, 0])
    expect(() => createMaskers(report('donor'), nothing)).toThrow('not by word')
    expect(() =>
      mask(report('donor', { parts: 'whole' }), text(), 0, { donor: text({ padding: 0 }) }),
    ).toThrow('the donor has the shape 5, the case 6')
  })
})

describe('the parts of a text', () => {
  const layout = (parts: string): PartLayout => {
    const tensors = buildTextTensors({ tokensPerWord: [1, 2, 1, 1], sentenceEnds: [1] })
    return createMaskers(buildTextModality({ parts }), nothing)[0]!.layout(tensors)
  }

  it('are words, tokens or sentences', () => {
    expect(layout('word')).toEqual({
      kind: 'text',
      unit: 'word',
      segments: [
        { text: 'w0', tokens: [1] },
        { text: 'w1', tokens: [2, 3] },
        { text: 'w2', tokens: [4] },
        { text: 'w3', tokens: [5] },
      ],
    })
    expect(layout('token')).toMatchObject({
      segments: [{ text: 't1' }, { text: 't2' }, {}, {}, { tokens: [5] }],
    })
    expect(layout('sentence')).toMatchObject({
      segments: [
        { text: 'w0 w1', tokens: [1, 2, 3] },
        { text: 'w2 w3', tokens: [4, 5] },
      ],
    })
    expect(layout('whole')).toEqual({ kind: 'whole' })
  })
})

describe('what stands in for an attribute', () => {
  const record = buildTabularModality(
    [
      { name: 'age' },
      { name: 'sex', encoding: { kind: 'one-hot', levels: ['f', 'm'] } },
      { name: 'crp', missing: 'flag' },
    ],
    { replacement: { kind: 'constant', value: 9 } },
  )
  const tensors = buildFloatTensors('record', [5])

  it('covers all columns of the attribute', () => {
    expect(mask(record, tensors, 1).record).toEqual([1, 9, 9, 4, 5])
    expect(mask(record, tensors, 2).record).toEqual([1, 2, 3, 9, 9])
    expect(mask(record, tensors, 'whole').record).toEqual([9, 9, 9, 9, 9])
  })

  it('is the mean of the record for case-mean', () => {
    const mean = { ...record, replacement: { kind: 'case-mean' as const } }
    expect(mask(mean, tensors, 0).record).toEqual([3, 2, 3, 4, 5])
  })
})

describe('a part that does not exist', () => {
  it('is never taken for the whole', () => {
    expect(() => mask(scan('zero'), original, 4)).toThrow('there is no part 4')
    expect(() => mask(scan('zero', { parts: 'whole' }), original, 1)).toThrow('there is no part 1')
    expect(() => mask(buildTextModality(), buildTextTensors({ tokensPerWord: [1] }), 1)).toThrow('no part 1')
    expect(() => mask(buildTabularModality([{ name: 'a' }]), buildFloatTensors('record', [1]), 1)).toThrow(
      'no part 1',
    )
  })
})
