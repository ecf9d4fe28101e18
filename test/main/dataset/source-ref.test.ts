import { describe, expect, it } from 'vitest'
import type { DatasetCase } from '../../../src/main/dataset/dataset'
import { openStudyText } from '../../../src/main/dataset/open-study'
import { sourceRef, type SourceRef } from '../../../src/main/dataset/source-ref'
import { studyText } from '../../fixtures/builders/study-text'
import { resolve } from 'node:path'

const one: DatasetCase = {
  caseId: 'c1',
  patient: null,
  split: null,
  labels: [],
  cells: { picture: ' a/b ', note: '  No effusion.\n ', empty: ' ', age: '7' },
  line: 2,
}
const dataset = 'dataset: { table: data/cases.csv, id: case }'

function refOf(modality: string): SourceRef {
  const open = openStudyText(
    studyText({ dataset, modalities: `modalities:\n  - ${modality}` }),
    '/home/s.yaml',
  )
  const [first] = open.study.modalities
  return sourceRef(open, first!, one)
}

describe('sourceRef', () => {
  it.each<[string, string, object]>([
    [
      'an image beside the table',
      '{ name: m, kind: image, input: x, source: { column: picture, suffix: .png } }',
      { lies: 'in-file', path: resolve('/home/data/a/b.png') },
    ],
    [
      'a volume in the folder of the study',
      '{ name: m, kind: volume, input: x, source: { column: picture, folder: ../ct, series: "1.2" } }',
      { lies: 'in-file', path: resolve('/ct/a/b') },
    ],
    [
      'one time point of a volume',
      '{ name: m, kind: volume, input: x, source: { column: picture, timePoint: 3 } }',
      { lies: 'in-file', path: resolve('/home/data/a/b') },
    ],
    [
      'a volume whose DICOMDIR is passed over',
      '{ name: m, kind: volume, input: x, source: { column: picture, dicomdir: ignore } }',
      { lies: 'in-file', path: resolve('/home/data/a/b') },
    ],
    [
      'an image whose DICOMDIR is followed',
      '{ name: m, kind: image, input: x, source: { column: picture, dicomdir: follow } }',
      { lies: 'in-file', path: resolve('/home/data/a/b') },
    ],
    [
      'a text of the table, with the blanks and line breaks at its ends',
      '{ name: m, kind: text, input: x, source: { column: note }, tokenizer: t }',
      { lies: 'in-cell', text: '  No effusion.\n ' },
    ],
    [
      'a text file',
      '{ name: m, kind: text, input: x, source: { column: picture, as: file, folder: notes }, tokenizer: t }',
      { lies: 'in-file', path: resolve('/home/notes/a/b') },
    ],
    [
      'a record',
      '{ name: m, kind: tabular, input: x, attributes: [{ name: age }] }',
      { lies: 'in-row', cells: one.cells },
    ],
  ])('finds %s', (_, modality, expected) => {
    expect(refOf(modality)).toEqual(expected)
  })

  it('takes a text of blanks alone for an empty cell', () => {
    expect(() => refOf('{ name: m, kind: text, input: x, source: { column: empty }, tokenizer: t }')).toThrow(
      'Case c1, m: the column empty is empty or holds blanks alone (line 2 of the table).',
    )
  })

  it('names case, line, column and modality of an empty cell', () => {
    expect(() => refOf('{ name: scan, kind: image, input: x, source: { column: empty } }')).toThrow(
      'Case c1, scan: the column empty is empty or holds blanks alone (line 2 of the table).',
    )
  })
})
