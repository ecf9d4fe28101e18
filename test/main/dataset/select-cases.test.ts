import { isAppError } from '@shared/errors'
import type { RunSettings } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import type { Dataset } from '../../../src/main/dataset/dataset'
import { selectCases } from '../../../src/main/dataset/select-cases'
import { studyText } from '../../fixtures/builders/study-text'

const { study } = checkStudyText(
  studyText({ dataset: 'dataset: { table: cases.csv, id: case, split: set }' }),
  'f',
)
const splits = ['train', 'test', 'test', 'train', 'test']
const dataset: Dataset = {
  tablePath: '/cases.csv',
  columns: ['case', 'set', 'age'],
  notices: [],
  cases: splits.map((split, index) => ({
    caseId: `c${index}`,
    patient: null,
    split,
    labels: [],
    cells: { case: `c${index}`, set: split, age: String(30 + 10 * index) },
    line: index + 2,
  })),
}

const select = (cases: RunSettings['cases']): string[] =>
  selectCases(dataset, study!, { cases }).map(({ caseId }) => caseId)

const codeOf = (cases: RunSettings['cases']): string | null => {
  try {
    select(cases)
  } catch (thrown) {
    return isAppError(thrown) ? thrown.code : null
  }
  return null
}

describe('selectCases', () => {
  it.each<[string, RunSettings['cases'], string[]]>([
    ['takes all', {}, ['c0', 'c1', 'c2', 'c3', 'c4']],
    ['takes a split', { split: ['test'] }, ['c1', 'c2', 'c4']],
    ['takes the first of a split', { split: ['test'], first: 2 }, ['c1', 'c2']],
    ['takes ids in table order', { ids: ['c4', 'c0'] }, ['c0', 'c4']],
    ['takes ids within a split', { ids: ['c4', 'c0'], split: ['train'] }, ['c0']],
    ['takes several splits', { split: ['test', 'train'], first: 3 }, ['c0', 'c1', 'c2']],
    ['takes those that meet conditions', { where: [{ column: 'age', from: 50, to: 60 }] }, ['c2', 'c3']],
    [
      'takes the first that meet conditions of a split',
      { where: [{ column: 'age', from: 50 }], split: ['test'], first: 1 },
      ['c2'],
    ],
    ['takes all when first is more than there are', { first: 99 }, ['c0', 'c1', 'c2', 'c3', 'c4']],
  ])('%s', (_, cases, expected) => {
    expect(select(cases)).toEqual(expected)
  })

  it('refuses a condition on a column that is not there', () => {
    expect(codeOf({ where: [{ column: 'agee', missing: true }] })).toBe('table/no-column')
  })

  it('says that the study names no splits, or that the table has no rows', () => {
    const bare = checkStudyText(studyText({ dataset: 'dataset: { table: cases.csv, id: case }' }), 'f').study!
    expect(() => selectCases(dataset, bare, { cases: { split: ['a'] } })).toThrow('names no column of splits')
    const empty = { ...dataset, cases: [] }
    expect(() => selectCases(empty, study!, { cases: {} })).toThrow(
      'cases.csv has a header and no case below it',
    )
  })

  it('names ids that the table does not have, at most five', () => {
    const ids = ['c1', 'u', 'v', 'w', 'x', 'y', 'z']
    expect(() => select({ ids })).toThrow(
      'run.cases.ids names 6 case(s) that the table does not have: u, v, w, x, y.',
    )
  })

  it('refuses a selection that leaves nothing', () => {
    expect(codeOf({ split: ['train'], ids: ['c1'] })).toBe('run/no-cases')
  })

  it('refuses a level that no case has, also beside others', () => {
    expect(codeOf({ split: ['test', 'val'] })).toBe('run/unknown-split')
    expect(() => select({ split: ['test', 'val'] })).toThrow('in the column set: val.')
  })
})
