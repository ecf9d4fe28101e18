import type { CaseContribution } from '@shared/contribution'
import { caseScale, effectWords, partValues } from '@/contribution/part-values'
import { strongestSlice } from '@shared/picture/strongest-slice'
import { replacementInWords } from '@/study/replacement-words'
import { duration, figure, interval, megabytes, share } from '@/ui/numbers'
import { toRgba } from '@/viewer/slice-image'
import { descriptionOf } from '@shared/kinds'
import { studySchema } from '@shared/study'
import { describe, expect, it } from 'vitest'

describe('pixels', () => {
  it('map the shown range to black and white, and clamp beyond it', () => {
    const grey = { dims: [1, 4, 1] as const, values: Float32Array.of(-1000, 0, 400, 3000) }
    const rgba = toRgba(grey, [-1000, 400])
    expect([rgba[0], rgba[8], rgba[12]]).toEqual([0, 255, 255])
    expect([rgba[4], rgba[5], rgba[7]]).toEqual([182, 182, 255])
    const inverted = toRgba(grey, [400, -1000])
    expect([inverted[0], inverted[4], inverted[8], inverted[12]]).toEqual([255, 73, 0, 0])
  })

  it('keep colours of three channels, and survive a range without width', () => {
    const colour = { dims: [1, 1, 3] as const, values: Float32Array.of(0, 0.5, 1) }
    expect([...toRgba(colour, [0, 1])]).toEqual([0, 128, 255, 255])
    expect([...toRgba(colour, [1, 1])]).toEqual([0, 0, 0, 255])
  })
})

describe('effects of parts', () => {
  const grid = { kind: 'grid' as const, dims: [4, 2, 2], size: [2, 2, 2], stride: [2, 2, 2] }
  const part = {
    modality: 'ct',
    contribution: 0.5,
    layout: grid,
    signed: [
      [0.1, -0.4],
      [0, 0.2],
    ],
    whole: [0, 0],
    inertParts: [],
    flips: [],
  }
  const one: CaseContribution = {
    ...{ caseId: 'a', silent: false, labels: [] },
    ...{ originalOutput: [1, 1], joint: [], modalities: [part] },
  }

  it('are mean, max or one class, with or without their direction', () => {
    expect(partValues(part, { kind: 'absolute', choice: 'mean' })).toEqual([0.25, 0.1])
    expect(partValues(part, { kind: 'absolute', choice: 'max' })).toEqual([0.4, 0.2])
    expect(partValues(part, { kind: 'signed', choice: 0 })).toEqual([0.1, 0])
    expect(partValues(part, { kind: 'signed', choice: 1 })).toEqual([-0.4, 0.2])
  })

  it('are named by the output that they are of', () => {
    const names = ['mild', 'severe']
    expect(effectWords({ kind: 'absolute', choice: 'mean' }, names, 1)).toBe('the mean over all outputs')
    expect(effectWords({ kind: 'absolute', choice: 'mean' }, ['risk'], 0)).toBe('risk')
    expect(effectWords({ kind: 'absolute', choice: 'max' }, names, 1)).toBe('the output that changes most')
    expect(effectWords({ kind: 'signed', choice: 1 }, names, 1)).toBe('severe, the predicted output')
    expect(effectWords({ kind: 'signed', choice: 0 }, names, 1)).toBe('mild')
  })

  it('share one scale in a case, and open a volume at the strongest of them', () => {
    expect(caseScale(one, { kind: 'signed', choice: 1 })).toEqual({ kind: 'signed', limit: 0.4 })
    expect(strongestSlice(grid, [0.1, 0.3], 0)).toBe(3)
  })
})

describe('words and figures', () => {
  it('say parts and replacements of a modality', () => {
    const study = studySchema.parse({
      modalens: 1,
      name: 'x',
      model: 'm.onnx',
      dataset: { table: 't.csv', id: 'id' },
      outputs: { kind: 'regression', names: ['y'] },
      modalities: [
        {
          name: 'a',
          kind: 'image',
          input: 'a',
          source: { column: 'a' },
          parts: { patch: [32, 16] },
          replacement: 'case-mean',
        },
        {
          name: 'b',
          kind: 'text',
          input: 'b',
          source: { column: 'b' },
          tokenizer: 't.json',
          replacement: 'donor',
        },
        {
          name: 'c',
          kind: 'tabular',
          input: 'c',
          attributes: [{ name: 'x' }],
          replacement: { kind: 'constant', value: 3 },
        },
      ],
    })
    expect(study.modalities.map((one) => descriptionOf(one).partWords(one))).toEqual([
      'patches of 32 × 16',
      'one word at a time',
      'one attribute at a time',
    ])
    expect(study.modalities.map((one) => replacementInWords(one.replacement))).toEqual([
      'case mean',
      '5 donors',
      'constant 3',
    ])
  })

  it('write figures the same everywhere', () => {
    expect([share(0.12345), share(null), interval([0.1, 0.2]), interval(null)]).toEqual([
      '0.123',
      '–',
      '0.100 – 0.200',
      'none',
    ])
    expect([figure(3), figure(0.123456), duration(75), duration(0.1), megabytes(2 ** 31)]).toEqual([
      '3',
      '0.1235',
      '1 min 15 s',
      '1 s',
      '2.0 GiB',
    ])
  })
})
