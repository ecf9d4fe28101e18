import { everyCase, type CaseFilter, type CaseOrder } from '@shared/case-filter'
import type { CaseCondition } from '@shared/study/case-conditions'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../../src/main/dataset/check-study-text'
import { markCases } from '../../../../src/main/dataset/cohort/case-marks'
import { createCohort } from '../../../../src/main/dataset/cohort/cohort'
import { listCases } from '../../../../src/main/dataset/cohort/list-cases'
import { summariseCohort } from '../../../../src/main/dataset/cohort/summarise-cohort'
import { filterCases } from '../../../../src/main/dataset/cohort/list-cases'
import { studyText } from '../../../fixtures/builders/study-text'

const { study } = checkStudyText(
  studyText({
    dataset: 'dataset: { table: cases.csv, id: case, patient: person, split: set, label: grade }',
  }),
  'f',
)
const columns = ['case', 'person', 'set', 'grade', 'age', 'seen', 'site']
const table = [
  ['c10', 'p1', 'train', 'a', '7', '2024-01-31', 'nose'],
  ['c9', 'p1', 'test', 'b', '12.5', '2023-12-01', 'Ear'],
  ['c2', 'p2', 'train', 'a', 'NA', '', 'nose'],
  ['c1', 'p3', 'test', '', '-3', '2024-02-01', ''],
]
const cases = table.map((row, index) => ({
  ...{ caseId: row[0]!, patient: row[1]!, split: row[2]!, labels: [row[3]!], line: index + 2 },
  cells: Object.fromEntries(columns.map((name, at) => [name, row[at]!])),
}))
const dataset = { tablePath: '/cases.csv', columns, notices: [], cases }
const cohort = createCohort(study!, dataset)
const marks = markCases(cohort, new Set(['c9', 'c1']))
const listed = (filter: Partial<CaseFilter>, order: CaseOrder | null = null): string[] =>
  [...listCases(cohort, marks, { filter: { ...everyCase, ...filter }, order })].map(
    (row) => cases[row]!.caseId,
  )
const meeting = (...conditions: CaseCondition[]): string[] => listed({ conditions })

describe('a list of cases is filtered', () => {
  it.each<[string, CaseCondition[], string[]]>([
    ['by levels, word for word', [{ column: 'site', levels: ['nose'] }], ['c10', 'c2']],
    ['by letters in any case', [{ column: 'site', has: 'ear' }], ['c9']],
    ['by a range that takes its ends', [{ column: 'age', from: 7, to: 12.5 }], ['c10', 'c9']],
    ['by one end of a range', [{ column: 'age', to: 7 }], ['c10', 'c1']],
    ['by days', [{ column: 'seen', from: '2024-01-01', to: '2024-01-31' }], ['c10']],
    ['by what is missing', [{ column: 'age', missing: true }], ['c2']],
    ['by what is given', [{ column: 'site', missing: false }], ['c10', 'c9', 'c2']],
    [
      'by all conditions at once',
      [
        { column: 'site', levels: ['nose'] },
        { column: 'age', from: 0 },
      ],
      ['c10'],
    ],
    ['to nobody by a column that is not there', [{ column: 'other', missing: false }], []],
  ])('%s', (_, conditions, expected) => {
    expect(meeting(...conditions)).toEqual(expected)
  })

  it('by letters of case, patient and words, and not by numbers', () => {
    expect([listed({ search: 'P1' }), listed({ search: 'nose' }), listed({ search: '12.5' })]).toEqual([
      ['c10', 'c9'],
      ['c10', 'c2'],
      [],
    ])
  })

  it('by what is noticed, and by what the study takes', () => {
    expect(listed({ flags: ['patient-in-splits'] })).toEqual(['c10', 'c9'])
    expect([listed({ isSelected: true }), listed({ isSelected: false })]).toEqual([
      ['c9', 'c1'],
      ['c10', 'c2'],
    ])
  })
})

describe('a list of cases is ordered', () => {
  it.each<[string, CaseOrder, string[]]>([
    ['by numbers, missing ones last', { column: 'age', isDescending: false }, ['c1', 'c10', 'c9', 'c2']],
    [
      'the other way round, missing ones last',
      { column: 'age', isDescending: true },
      ['c9', 'c10', 'c1', 'c2'],
    ],
    ['by words as people count', { column: 'case', isDescending: false }, ['c1', 'c2', 'c9', 'c10']],
    ['by days', { column: 'seen', isDescending: false }, ['c9', 'c10', 'c1', 'c2']],
    ['with equal ones as in the table', { column: 'set', isDescending: true }, ['c10', 'c2', 'c9', 'c1']],
  ])('%s', (_, order, expected) => {
    expect(listed({}, order)).toEqual(expected)
  })
})

describe('a cohort in figures', async () => {
  const shown = filterCases(cohort, marks, {
    ...everyCase,
    conditions: [{ column: 'set', levels: ['test'] }],
  })
  const summary = await summariseCohort(cohort, marks, shown, '/cases.csv')
  const column = (name: string) => summary.columns.find((one) => one.name === name)

  it('counts cases and patients, of all and of those that are shown', () => {
    const { caseCount, shownCount, patientCount, shownPatientCount } = summary
    expect([caseCount, shownCount, patientCount, shownPatientCount]).toEqual([4, 2, 3, 2])
  })

  it('has levels, missing cells and ranges per column', () => {
    expect(column('set')?.levels).toEqual([
      { level: 'train', all: 2, shown: 0 },
      { level: 'test', all: 2, shown: 2 },
    ])
    expect([column('age')?.range, column('age')?.missingCount, column('age')?.shownMissingCount]).toEqual([
      [-3, 12.5],
      1,
      0,
    ])
    expect(column('person')).toMatchObject({ role: 'patient', isIdentity: true })
  })

  it('has the balance of the label per split', () => {
    expect(summary.balance[0]?.splits.map(({ group, all, levels }) => [group, all, levels[0]])).toEqual([
      ['train', 2, { level: 'a', all: 2, shown: 0 }],
      ['test', 2, { level: 'a', all: 0, shown: 0 }],
    ])
  })
})
