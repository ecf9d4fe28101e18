import { describeError } from '@shared/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { imageWith, recordWith, studyText } from '../../fixtures/builders/study-text'

/** line, key: expected - of every problem. */
function problemsOf(text: string): string[] {
  return checkStudyText(text, 'small.study.yaml').problems.map(
    ({ details: { line, key, expected } }) => `${line} ${key}: ${expected}`,
  )
}

describe('a study text that follows the format', () => {
  it('becomes a study with its defaults filled in', () => {
    const { study, problems } = checkStudyText(studyText(), 'small.study.yaml')
    expect(problems).toEqual([])
    expect(study?.run).toMatchObject({ aggregation: 'pooled', seed: 0, batchSize: 8, resamples: 2000 })
    expect(study?.modalities[0]).toMatchObject({ parts: { kind: 'match' }, replacement: { kind: 'zero' } })
    expect(study?.modalities[1]).toMatchObject({
      attributes: [{ name: 'age', encoding: { kind: 'number' } }],
    })
  })

  it.each([
    [
      'a bare replacement',
      '    replacement: donor',
      { replacement: { kind: 'donor', draws: 5, oppositeLabel: false } },
    ],
    ['whole parts', '    parts: whole', { parts: { kind: 'whole' } }],
    [
      'a grid',
      '    parts: { patch: [4, 8] }',
      { parts: { kind: 'grid', size: [4, 8], stride: [4, 8], edge: 'truncate' } },
    ],
  ])('reads %s in its short form', (_, lines, expected) => {
    expect(
      checkStudyText(studyText({ modalities: imageWith(lines) }), 'f').study?.modalities[0],
    ).toMatchObject(expected)
  })

  it('takes one label column as a list of one', () => {
    const dataset = 'dataset: { table: cases.csv, id: case, label: truth }'
    expect(checkStudyText(studyText({ dataset }), 'f').study?.dataset.label).toEqual(['truth'])
  })
})

describe('a study text with one problem says line, key and what was expected', () => {
  it.each<[string, string, string]>([
    [
      'a mapping of which another form has other keys',
      '    parts: { patch: [32, 0] }',
      'image.parts.patch.1: a number above 0',
    ],
    [
      'a list of another length',
      '    parts: { patch: [32] }',
      'image.parts.patch: a list of exactly 2 items',
    ],
    ['an unknown word', '    parts: grid', 'image.parts: one of whole, matchParts, or a mapping'],
    [
      'a stand-in for what is absent that needs the case',
      '    absent: replacement\n    replacement: case-mean',
      'image.absent: skip or zeros: case-mean needs a value of the case',
    ],
    [
      'an unknown key',
      '    replacment: zero',
      'image.replacment: a key of this format; did you mean replacement?',
    ],
    [
      'a missing parameter',
      '    replacement: { kind: blur }',
      'image.replacement.sigma: a number (it is missing)',
    ],
    [
      'a mistyped replacement',
      '    replacement: case-maen',
      'image.replacement: one of zero, case-mean, cohort-mean, cohort-median, cohort-mode, noise, donor, channel-mean, patch-mean, or a mapping; did you mean case-mean?',
    ],
    [
      'a mistyped step',
      '    steps: [{ step: resiz, size: [1, 2] }]',
      'image.steps.0.step: one of resize, crop, pad, resample, clip, window, scale, normalise, channels; did you mean resize?',
    ],
    ['a fraction', '    steps: [{ step: pad, size: [1.5, 2] }]', 'image.steps.0.size.0: a whole number'],
    [
      'a number out of range',
      '    steps: [{ step: normalise, mean: [0], std: [0] }]',
      'image.steps.0.std.0: a number above 0',
    ],
    ['no list', '    steps: { step: clip }', 'image.steps: a list'],
    [
      'an empty channel group',
      '    channelGroups: { t1: [] }',
      'image.channelGroups.t1: a list of at least 1 item',
    ],
  ])('%s', (_, lines, expected) => {
    expect(problemsOf(studyText({ modalities: imageWith(lines) }))).toEqual([`10 modalities.${expected}`])
  })

  it.each<[string, string, string]>([
    ['one-hot without levels', 'encoding: { kind: one-hot }', 'encoding.levels: a list (it is missing)'],
    [
      'an unknown encoding',
      'encoding: { kind: zscore }',
      'encoding.kind: one of number, z-score, min-max, boolean, ordinal, one-hot; did you mean z-score?',
    ],
    [
      'half of the statistics',
      'encoding: { kind: z-score, statistics: { mean: 1 } }',
      'encoding.statistics.std: a number (it is missing)',
    ],
    [
      'a mistyped policy',
      'missing: flagg',
      'missing: one of refuse, flag, mean, median, mode, or a mapping; did you mean flag?',
    ],
    [
      'a level twice',
      'encoding: { kind: ordinal, levels: [low, high, low] }',
      'encoding.levels: every level once',
    ],
    [
      'a dropped level that is none',
      'encoding: { kind: one-hot, levels: [low, high], drop: mid }',
      'encoding.drop: first, or one of the levels (low, high)',
    ],
    [
      'a dropped level that is the only one',
      'encoding: { kind: one-hot, levels: [low], drop: first }',
      'encoding.drop: nothing: the only level would have no column',
    ],
    [
      'a dropped level that may be meant in two ways',
      'encoding: { kind: one-hot, levels: [second, first], drop: first }',
      'encoding.drop: another name: a level that is not the first is called first',
    ],
  ])('%s', (_, attribute, expected) => {
    expect(problemsOf(studyText({ modalities: recordWith(attribute) }))).toEqual([
      `6 modalities.record.attributes.age.${expected}`,
    ])
  })

  it('an unknown kind of modality', () => {
    const modalities = 'modalities:\n  - { name: genes, kind: genome, input: genes }'
    expect(problemsOf(studyText({ modalities }))).toEqual([
      '6 modalities.genes.kind: one of image, volume, signal, text, tabular',
    ])
  })

  it('a later version of the format', () => {
    const head = 'modalens: 2\nname: Small\nmodel: model.onnx'
    expect(problemsOf(studyText({ head }))).toEqual(['1 modalens: 1'])
  })

  it('a key of the run settings', () => {
    expect(problemsOf(studyText({ run: 'run: { cases: { frist: 3 } }' }))).toEqual([
      '15 run.cases.frist: a key of this format; did you mean first?',
    ])
  })
})

describe('a study text that contradicts itself', () => {
  const outputs = (lines: string): string => `outputs:\n  kind: multi-class\n${lines}`
  it.each<[string, string, string[]]>([
    [
      'a name twice',
      studyText({
        modalities: imageWith(
          '  - { name: image, kind: tabular, input: record, attributes: [{ name: age }] }',
        ),
      }),
      ['10 modalities.image.name: a name of its own (image is taken)'],
    ],
    [
      'a channel group with the name of a modality',
      studyText({ modalities: imageWith('    channelGroups: { image: [0] }') }),
      ['10 modalities.image.channelGroups.image: a name of its own (image is taken)'],
    ],
    [
      'an attribute twice',
      studyText({ modalities: recordWith('column: a }, { name: age') }),
      ['6 modalities.record.attributes.age.name: a name of its own (age is taken)'],
    ],
    [
      'an input fed twice',
      studyText({
        modalities: imageWith(
          '  - { name: record, kind: tabular, input: image, attributes: [{ name: age }] }',
        ),
      }),
      ['10 modalities.record.input: an input that no other key feeds (image is fed twice)'],
    ],
    [
      'the token ids as their own mask',
      studyText({
        modalities:
          'modalities:\n  - { name: note, kind: text, input: ids, attentionMask: ids, source: { column: note }, tokenizer: t.json }',
      }),
      ['6 modalities.note.attentionMask: an input that no other key feeds (ids is fed twice)'],
    ],
    [
      'labels that do not fit the outputs',
      studyText({ dataset: 'dataset: { table: cases.csv, id: case, label: [a, b, c] }' }),
      ['4 dataset.label: one column, or 2 (one per output)'],
    ],
    [
      'two paddings',
      studyText({
        modalities:
          'modalities:\n  - { name: note, kind: text, input: ids, source: { column: note }, tokenizer: t.json, padToken: x, padId: 1 }',
      }),
      ['6 modalities.note.padId: either padToken or padId, not both'],
    ],
    [
      'softmax over one output',
      studyText({ outputs: outputs('  names: [malignant]\n  activation: softmax') }),
      ['17 outputs.activation: sigmoid or none: softmax over one output is always 1'],
    ],
    [
      'an output twice',
      studyText({ outputs: outputs('  names: [a, a]') }),
      ['16 outputs.names.1: a name of its own (a is taken)'],
    ],
    [
      'a slice of another length',
      studyText({ outputs: outputs('  names: [a, b]\n  slice: [0, 3]') }),
      ['17 outputs.slice: a slice 2 values long, as there are names'],
    ],
    [
      'donors of the other label without labels',
      studyText({ modalities: imageWith('    replacement: { kind: donor, oppositeLabel: true }') }),
      ['10 modalities.image.replacement.oppositeLabel: false, or a dataset.label'],
    ],
    [
      'a split that no column names',
      studyText({
        dataset: 'dataset: { table: cases.csv, id: case, statisticsSplit: train }',
        run: 'run: { cases: { split: test } }',
      }),
      [
        '4 dataset.statisticsSplit: nothing, or a dataset.split that names the column',
        '15 run.cases.split: nothing, or a dataset.split that names the column',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })
})

describe('a text that is no study at all', () => {
  it.each<[string, string, string[]]>([
    ['an empty file', '', ['1 : a mapping']],
    ['a list', '- 1\n', ['1 : a mapping']],
    ['a key twice', 'name: a\nmodel: b\nname: c\n', ['3 : every key at most once in a mapping']],
    ['a tab', 'dataset:\n\ttable: a\n', ['2 : spaces for indentation, not tabs']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['2 : one YAML document per file (no line with ---)']],
    [
      'an alias without its anchor',
      'a: *b\n',
      ['1 : YAML whose aliases (*name) follow their anchor (&name) and are few'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it('lists everything that is missing', () => {
    expect(problemsOf('modalens: 1\n').map((problem) => problem.split(' ')[1])).toEqual([
      'name:',
      'model:',
      'dataset:',
      'modalities:',
      'outputs:',
    ])
  })

  it('refuses aliases that unfold without end', () => {
    const nine = (name: string): string => `[${Array.from({ length: 9 }, () => `*${name}`).join(', ')}]`
    const names = 'abcdefgh'.split('')
    const bomb = [
      'a: &a [x]',
      ...names.slice(1).map((name, index) => `${name}: &${name} ${nine(names[index]!)}`),
    ]
    expect(problemsOf(bomb.join('\n'))).toHaveLength(1)
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `modalens: 1\nmodalities: [${json}]`),
        ),
        (text) => {
          const { study, problems } = checkStudyText(text, 'f')
          expect(study === null).toBe(problems.length > 0)
          for (const problem of problems)
            expect(describeError(problem).sentence).toMatch(/^f, line \d+.*: expected .+\.$/s)
        },
      ),
    )
  })
})
