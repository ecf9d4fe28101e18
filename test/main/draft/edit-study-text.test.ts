import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { confirmStudyText, editStudyText } from '../../../src/main/draft/edit-study-text'
import type { Edit } from '../../../src/main/draft/plain-edit'

/** As somebody writes it who likes his own blanks. */
const byHand = `# Lung study, third try
modalens:   1
name: lung   # not the old one

model: "models/lung.onnx"
dataset: {table: cases.csv,  id: case, label: [diagnosis]}   # three columns
modalities:
  # the scan
  - name: ct
    kind: volume
    input: ct        # first input
    source:
      column: series  # paths
    steps:
      # as in the training
      - { step: clip, min: -1000, max: 400 }   # lung
      - {step: scale, from: [-1000,400]}   # to 0..1

      # last
      - step: resize
        size: [8,16,16]

  - name: record
    kind: tabular
    input: record
    attributes:
    - name: age # years
    - name: 'sex'
outputs:
  kind: multi-class
  names: [ benign, malignant ] # guessed: levels of diagnosis
  activation: softmax # guessed: the graph ends in Gemm
# the end
`

function edited(text: string, ...edits: Edit[]): string {
  return editStudyText(text, 'lung.study.yaml', edits)
}

/** Lines that are only in one of the texts: - for gone, + for new. */
function difference(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < old.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
  ]
}

describe('editing a study file that was written by hand', () => {
  it.each<[string, Edit, string[]]>([
    [
      'a text',
      { path: ['name'], value: 'lung, final' },
      ['-name: lung   # not the old one', '+name: lung, final   # not the old one'],
    ],
    ['a number', { path: ['modalens'], value: 2 }, ['-modalens:   1', '+modalens:   2']],
    [
      'a value in brackets',
      { path: ['dataset', 'id'], value: 'patient' },
      [
        '-dataset: {table: cases.csv,  id: case, label: [diagnosis]}   # three columns',
        '+dataset: {table: cases.csv,  id: patient, label: [diagnosis]}   # three columns',
      ],
    ],
    [
      'a number deep in brackets',
      { path: ['modalities', 0, 'steps', 1, 'from', 0], value: -900 },
      [
        '-      - {step: scale, from: [-1000,400]}   # to 0..1',
        '+      - {step: scale, from: [-900,400]}   # to 0..1',
      ],
    ],
    [
      'a key that was not there',
      { path: ['modalities', 0, 'parts'], value: { block: [4, 4, 4] } },
      ['+    parts: { block: [ 4, 4, 4 ] }'],
    ],
    [
      'a section that was not there',
      { path: ['run', 'cases', 'first'], value: 5 },
      ['+run:', '+  cases: { first: 5 }'],
    ],
    [
      'the first key of an item',
      { path: ['modalities', 1, 'attributes', 1, 'name'], value: 'gender' },
      ["-    - name: 'sex'", '+    - name: gender'],
    ],
    [
      'an item at the end',
      { path: ['modalities', 1, 'attributes', 2], value: { name: 'smoker' } },
      ['+    - { name: smoker }'],
    ],
    [
      'an item that goes',
      { path: ['modalities', 0, 'steps', 1] },
      ['-      - {step: scale, from: [-1000,400]}   # to 0..1'],
    ],
    [
      'a key that goes',
      { path: ['modalities', 0, 'source'] },
      ['-    source:', '-      column: series  # paths'],
    ],
    [
      'the first key of an item that goes',
      { path: ['modalities', 0, 'name'] },
      ['-  - name: ct', '-    kind: volume', '+  - kind: volume'],
    ],
    [
      'a guess, whose mark goes with it',
      { path: ['outputs', 'activation'], value: 'none' },
      ['-  activation: softmax # guessed: the graph ends in Gemm', '+  activation: none'],
    ],
    [
      'a part of a guess',
      { path: ['outputs', 'names', 1], value: 'cancer' },
      ['-  names: [ benign, malignant ] # guessed: levels of diagnosis', '+  names: [ benign, cancer ]'],
    ],
    [
      'a block for a value',
      { path: ['model'], value: { a: [{ b: 1 }] } },
      ['-model: "models/lung.onnx"', '+model:', '+  a:', '+    - { b: 1 }'],
    ],
  ])('%s changes nothing but its own lines', (_what, edit, lines) => {
    const text = edited(byHand, edit)
    expect(difference(byHand, text)).toEqual(lines)
    const windows = edited(byHand.replaceAll('\n', '\r\n'), edit)
    expect(windows).toBe(text.replaceAll('\n', '\r\n'))
  })

  it('keeps lines and comments of items that are put in another order, and of those between them', () => {
    const [clip, scale, resize] = (parse(byHand) as { modalities: [{ steps: unknown[] }] }).modalities[0]
      .steps
    const path = ['modalities', 0, 'steps']
    const text = edited(byHand, { path, value: [scale, resize, { step: 'pad', size: [8, 8, 8] }, clip] })
    const lines = text.split('\n')
    const start = lines.indexOf('    steps:')
    expect(lines.slice(start, start + 9)).toEqual([
      '    steps:',
      '      # as in the training',
      '      - {step: scale, from: [-1000,400]}   # to 0..1',
      '',
      '      # last',
      '      - step: resize',
      '        size: [8,16,16]',
      '      - { step: pad, size: [ 8, 8, 8 ] }',
      '      - { step: clip, min: -1000, max: 400 }   # lung',
    ])
    expect(text.split('\n')).toHaveLength(byHand.split('\n').length + 1)
  })

  it('changes a step within a new list where it stands', () => {
    const path = ['modalities', 0, 'steps']
    const steps = [
      { step: 'clip', min: -900, max: 400 },
      { step: 'scale', from: [-1000, 400] },
      { step: 'resize', size: [4, 16, 16] },
    ]
    expect(
      difference(byHand, edited(byHand, { path, value: steps })).filter((line) => line.startsWith('+')),
    ).toEqual([
      '+      - { step: clip, min: -900, max: 400 }   # lung',
      '+      - {step: scale, from: [-1000,400]}   # to 0..1',
      '+',
      '+      # last',
      '+      - step: resize',
      '+        size: [4, 16, 16]',
    ])
  })

  it.each<[string, Edit, string]>([
    ['below a text', { path: ['name', 'first'], value: 1 }, 'study/no-place'],
    ['behind the end of a list', { path: ['modalities', 5], value: {} }, 'study/no-place'],
    ['by a name in a list', { path: ['modalities', 'ct'], value: {} }, 'study/no-place'],
    ['without a key', { path: [], value: {} }, 'study/no-place'],
    ['of the prototype', { path: ['__proto__', 'x'], value: 1 }, 'study/no-place'],
    ['that is no JSON', { path: ['name'], value: Number.NaN }, 'study/not-json'],
    ['that is a function', { path: ['name'], value: () => 1 }, 'study/not-json'],
  ])('refuses a value %s', (_what, edit, code) => {
    expect(() => edited(byHand, edit)).toThrow(expect.objectContaining({ code }))
  })

  it('refuses to change a text that is not YAML, with its line', () => {
    expect(() => edited('a: 1\nb: [\n', { path: ['a'], value: 2 })).toThrow(
      expect.objectContaining({ code: 'study/not-yaml' }),
    )
  })

  it('refuses what is written once for several places', () => {
    const text = 'a: &one { x: 1 }\nb: *one\n'
    expect(() => edited(text, { path: ['b', 'x'], value: 2 })).toThrow(
      expect.objectContaining({ code: 'study/no-place' }),
    )
    expect(edited(text, { path: ['b'], value: 2 })).toBe('a: &one { x: 1 }\nb: 2\n')
  })

  it('writes into an empty file', () => {
    expect(parse(edited('', { path: ['dataset', 'id'], value: 'case' }))).toEqual({ dataset: { id: 'case' } })
    expect(edited('# mine\n', { path: ['name'], value: 'x' })).toContain('# mine')
  })

  it('says what was asked for, whatever is taken away', () => {
    const paths = (node: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof node !== 'object' || node === null
        ? [path]
        : [
            path,
            ...Object.entries(node).flatMap(([key, one]) =>
              paths(one, [...path, Array.isArray(node) ? Number(key) : key]),
            ),
          ]
    const all = paths(parse(byHand)).slice(1)
    expect(all.length).toBeGreaterThan(40)
    for (const path of all) {
      const text = edited(byHand, { path })
      expect(text).toContain('# the end')
      const back = edited(text, { path: ['name'], value: 'other' })
      expect((parse(back) as { name: string }).name).toBe('other')
    }
  })
})

describe('confirming', () => {
  it('takes away the marks at and below a path, and no other comment', () => {
    const text = confirmStudyText(byHand, 'f', [['outputs', 'names']])
    expect(difference(byHand, text)).toEqual([
      '-  names: [ benign, malignant ] # guessed: levels of diagnosis',
      '+  names: [ benign, malignant ]',
    ])
    expect(confirmStudyText(byHand, 'f', [])).not.toContain('guessed')
  })

  it('leaves a gap marked until it is filled', () => {
    const text = 'id: FILL-IN # fill in: a column\n'
    expect(confirmStudyText(text, 'f', [])).toBe(text)
    expect(edited(text, { path: ['id'], value: 'case' })).toBe('id: case\n')
  })
})
