import { modalitySchema, descriptionOf, type SignalModality } from '@shared/kinds'
import { AppError, describeError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { openStudyText } from '../../../../src/main/dataset/open-study'
import { kindOf } from '../../../../src/main/kinds'
import type { SignalValue } from '../../../../src/main/readers/source-value'
import { buildFloatTensors } from '../../../fixtures/builders/modality-tensors'
import { createMaskers, createTensorMaker } from '../../../fixtures/builders/kinds'
import { studyText } from '../../../fixtures/builders/study-text'

const build = (fields: Record<string, unknown> = {}): SignalModality => {
  const modality = modalitySchema.parse({
    ...{ kind: 'signal', name: 'ecg', input: 'ecg', source: { column: 'ecg' } },
    ...fields,
  })
  if (modality.kind !== 'signal') throw new Error('not a signal')
  return modality
}

const recording = (values: readonly number[][], rateHz: number | null = 100): SignalValue => ({
  kind: 'signal',
  dims: [values.length, values[0]!.length],
  values: Float32Array.from(values.flat()),
  leads: values.map((_, lead) => ({ name: `L${lead}`, unit: 'mV' })),
  rateHz,
})

function make(
  value: SignalValue,
  fields: Record<string, unknown>,
  dims: (number | string)[] = ['N', 'l', 's'],
) {
  const context = { inputDims: new Map([['ecg', dims]]), statistics: new Map(), tokenizer: null }
  const made = createTensorMaker(build(fields), context)(value, 'c1')
  const tensor = made.tensors.get('ecg')!
  return { dims: tensor.dims, values: [...tensor.values].map((one) => Number(Number(one).toFixed(5))) }
}

describe('the tensor of a signal', () => {
  const two = recording([
    [0, 2, 4, 6],
    [1, 1, 3, 3],
  ])
  it('lies as the model wants it', () => {
    expect(make(two, {})).toEqual({ dims: [2, 4], values: [0, 2, 4, 6, 1, 1, 3, 3] })
    expect(make(two, { layout: 'samples-first' })).toEqual({ dims: [4, 2], values: [0, 1, 2, 1, 4, 3, 6, 3] })
    expect(make(recording([[5, 6]]), { layout: 'no-leads' }, ['N', 2])).toEqual({ dims: [2], values: [5, 6] })
  })

  it.each<[string, Record<string, unknown>, number[]]>([
    [
      'half the rate: weighted as a triangle over the source',
      { step: 'resample', hz: 50 },
      [1.42857, 4.57143, 1.28571, 2.71429],
    ],
    ['a crop of milliseconds', { step: 'crop', length: { ms: 20 } }, [2, 4, 1, 3]],
    ['a crop from the end', { step: 'crop', length: 1, from: 'end' }, [6, 3]],
    ['a pad', { step: 'pad', length: 6, value: 9 }, [0, 2, 4, 6, 9, 9, 1, 1, 3, 3, 9, 9]],
    [
      'a pad on both sides',
      { step: 'pad', length: 6, value: 9, at: 'both' },
      [9, 0, 2, 4, 6, 9, 9, 1, 1, 3, 3, 9],
    ],
    ['clip', { step: 'clip', min: 1, max: 3 }, [1, 2, 3, 3, 1, 1, 3, 3]],
    ['scale', { step: 'scale', from: [0, 2] }, [0, 1, 2, 3, 0.5, 0.5, 1.5, 1.5]],
    ['normalise each lead', { step: 'normalise' }, [-1.34164, -0.44721, 0.44721, 1.34164, -1, -1, 1, 1]],
    [
      'normalise the case',
      { step: 'normalise', over: 'case' },
      [-1.38675, -0.27735, 0.83205, 1.94145, -0.83205, -0.83205, 0.27735, 0.27735],
    ],
  ])('after %s', (_, step, expected) => {
    const { values } = make(two, { steps: [step] })
    expect(values).toHaveLength(expected.length)
    values.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 4)
    })
  })

  it.each<[string, Record<string, unknown>, (number | string)[], string]>([
    [
      'too many leads for none',
      { layout: 'no-leads' },
      ['N', 4],
      'layout no-leads takes one lead, but there are 2. Name one lead in source.leads',
    ],
    ['other leads', {}, ['N', 3, 4], 'source.leads'],
    ['other lengths', {}, ['N', 2, 9], 'resample, crop or pad'],
    ['turned axes', {}, ['N', 4, 2], 'saved as [leads, samples]'],
    ['other axes', {}, ['N', 2], 'leads-first, samples-first or no-leads'],
    [
      'a length below one sample',
      { steps: [{ step: 'crop', length: { ms: 1 } }] },
      ['N', 2, 4],
      'step crop: 1 ms are less than one sample at 100 samples per second',
    ],
  ])('is refused in words of leads and samples: %s', (_, fields, dims, words) => {
    const refused = (): unknown => make(two, fields, dims)
    expect(refused).toThrow(AppError)
    try {
      refused()
    } catch (thrown) {
      const { sentence, advice } = describeError(thrown as AppError)
      expect(`${sentence} ${advice}`).toContain(words)
      expect(`${sentence} ${advice}`).not.toContain('channels')
    }
  })

  it('takes the rate from the study where the file has none, and says that it needs one', () => {
    const unknown = recording([[0, 2, 4, 6]], null)
    const steps = [{ step: 'crop', length: { ms: 20 } }]
    expect(make(unknown, { steps, source: { column: 'ecg', hz: 100 } }).dims).toEqual([1, 2])
    expect(() => make(unknown, { steps })).toThrow('needs samples per second')
  })

  it('refuses a file whose rate is not that of the study, by which windows are cut', () => {
    const source = { column: 'ecg', hz: 250 }
    expect(() => make(two, { source })).toThrow(
      'has 100 samples per second, and source.hz of the study says 250',
    )
    expect(make(recording([[1, 2]], 249.99), { source }).values).toEqual([1, 2])
  })

  it('refuses a crop that is longer than the recording, and leads without any change', () => {
    expect(() => make(two, { steps: [{ step: 'crop', length: 5 }] })).toThrow('Case c1, ecg')
    const flat = recording([[3, 3, 3, 3]])
    expect(() => make(flat, { steps: [{ step: 'normalise' }] })).toThrow('no lead changes at all')
  })
})

describe('the windows of a signal', () => {
  const tensors = buildFloatTensors('ecg', [2, 6])
  const masked = (fields: Record<string, unknown>, part: number): number[] => {
    const [masker] = createMaskers(build({ replacement: 'zero', ...fields }), {
      cohort: null,
      matchedSize: null,
    })
    const slot = new Map([['ecg', Float32Array.from(tensors.tensors.get('ecg')!.values as Float32Array)]])
    masker!.mask(tensors, part, slot, { seed: 1, caseId: 'c', draw: 0, donor: null })
    return [...slot.get('ecg')!]
  }
  it('mask all leads, or one', () => {
    expect(masked({ parts: { window: 4 } }, 1)).toEqual([1, 2, 3, 4, 0, 0, 7, 8, 9, 10, 0, 0])
    expect(masked({ parts: { window: 4, leads: 'each' } }, 2)).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 11, 12])
    expect(masked({ parts: { window: 2 }, replacement: 'line' }, 1)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ])
  })

  it('may be milliseconds where the study knows the rate, and say what they are', () => {
    const parts = { window: { ms: 40 }, stride: { ms: 20 } }
    const [masker] = createMaskers(build({ parts, steps: [{ step: 'resample', hz: 100 }] }), {
      ...{ cohort: null, matchedSize: null },
    })
    expect(masker!.layout(tensors)).toEqual({ kind: 'grid', dims: [6], size: [4], stride: [2] })
    expect(masker!.words.parts).toBe('windows of 4 samples (40 ms), every 2 samples (20 ms)')
    const ofStudy = (fields: string) => () =>
      openStudyText(
        studyText({
          modalities: `modalities:\n  - { name: e, kind: signal, input: x, source: { column: picture }, ${fields} }`,
        }),
        '/s.yaml',
      )
    expect(ofStudy('parts: { window: { ms: 40 } }')).toThrow('a number of samples')
    expect(
      ofStudy('parts: { window: { ms: 40 }, stride: { ms: 4 } }, steps: [{ step: resample, hz: 100 }]'),
    ).toThrow('parts.stride: expected at least one sample, which is 10 ms at 100 samples per second')
    expect(ofStudy('parts: { window: { ms: 0.001 } }, steps: [{ step: resample, hz: 100 }]')).toThrow(
      'at least one sample',
    )
    expect(ofStudy('parts: { window: 4 }, channelGroups: { "": [0] }')).toThrow(
      'channelGroups: expected names that fit: a text that is not empty',
    )
    expect(ofStudy('parts: { window: 4, leads: each }, channelGroups: { a: [0] }')).toThrow('together')
    expect(descriptionOf(build({ parts })).partWords(build({ parts }))).toBe('windows of 40 ms')
  })

  it('say samples and, where the study does, milliseconds', () => {
    const wordsOf = (parts: unknown): string => {
      const steps = [{ step: 'resample', hz: 250 }]
      const context = { cohort: null, matchedSize: [3] }
      return createMaskers(build({ parts, steps }), context)[0]!.words.parts
    }
    expect(wordsOf({ window: { ms: 40 }, leads: 'each' })).toBe(
      'windows of 10 samples (40 ms), one lead at a time',
    )
    expect(wordsOf({ window: { ms: 40 }, stride: 5, leads: 'each' })).toBe(
      'windows of 10 samples (40 ms), every 5 samples, one lead at a time',
    )
    expect(wordsOf({ window: 10 })).toBe('windows of 10 samples')
    expect(wordsOf({ window: 1 })).toBe('windows of 1 sample')
    expect(wordsOf('matchParts')).toBe('windows of 3 samples')
    expect(wordsOf('whole')).toBe('the whole at once')
  })

  it('are matched to the parts of another modality, and group leads', () => {
    expect(kindOf(build()).matchedSize(build(), tensors, 3)).toEqual([2])
    const groups = createMaskers(build({ channelGroups: { limb: [0], chest: [1] }, parts: { window: 3 } }), {
      ...{ cohort: null, matchedSize: null },
    })
    expect(groups.map(({ name }) => name)).toEqual(['ecg/limb', 'ecg/chest'])
  })
})
