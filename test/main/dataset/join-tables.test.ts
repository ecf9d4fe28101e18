import { join } from 'node:path'
import { describeError, isAppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { joinTables } from '../../../src/main/dataset/join-tables'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import type { Table } from '../../../src/main/dataset/table/table'
import { studyText } from '../../fixtures/builders/study-text'
import { buildTable } from '../../fixtures/builders/table'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { buildWorkbook } from '../../fixtures/builders/workbook'

const temporaryFolder = useTemporaryFolders()
const cases = buildTable({ id: ['a', 'b', 'c', 'd'], patient: ['p1', ' p2', 'p1', ''] })
const labs = buildTable(
  { patient: ['p2', 'p1', 'p9', '', ''], crp: ['2', '1', '9', '7', '8'], ldh: ['20', '10', '90', '', ''] },
  'labs.csv',
)

function sentenceOf(other: Table, how: Parameters<typeof joinTables>[2]): string {
  try {
    joinTables(cases, other, how)
    return 'nothing'
  } catch (thrown) {
    return isAppError(thrown) ? describeError(thrown).sentence : String(thrown)
  }
}

describe('joinTables', () => {
  it('keeps every case once, in its order and line, and counts those without a match', () => {
    const joined = joinTables(cases, labs, { table: 'labs.csv', on: 'patient' })
    expect(joined.columns).toEqual(['id', 'patient', 'crp', 'ldh'])
    expect(joined.rows.map(({ cells, line }) => [line, cells['id'], cells['crp'], cells['ldh']])).toEqual([
      [2, 'a', '1', '10'],
      [3, 'b', '2', '20'],
      [4, 'c', '1', '10'],
      [5, 'd', '', ''],
    ])
    expect(joined.notices).toEqual([
      {
        code: 'table/join-unmatched',
        details: { file: 'labs.csv', key: 'patient', on: 'patient', count: 1, total: 4 },
      },
    ])
  })

  it('takes the columns that are asked for, by a key of another name', () => {
    const other = buildTable({ nr: ['p1', 'p2'], patient: ['x', 'y'], crp: ['1', '2'] })
    const joined = joinTables(cases, other, { table: 'l', on: 'patient', key: 'nr', columns: ['crp'] })
    expect(joined.columns).toEqual(['id', 'patient', 'crp'])
  })

  it('does not mind a key that repeats where no case refers to it', () => {
    const other = buildTable({ patient: ['p1', 'p2', 'x', 'x'], crp: ['1', '2', '3', '4'] })
    expect(sentenceOf(other, { table: 'l', on: 'patient' })).toBe('nothing')
  })

  it.each<[string, Table, Parameters<typeof joinTables>[2], string]>([
    [
      'a key that repeats',
      buildTable({ patient: ['p2', 'p1', 'p1'], crp: ['1', '2', '3'] }, 'labs.csv'),
      { table: 'l', on: 'patient' },
      'labs.csv, line 4: the key column patient repeats the key of line 3, which a case refers to (2 rows in all).',
    ],
    [
      'a name that is there already',
      buildTable({ patient: ['p1'], id: ['1'] }, 'labs.csv'),
      { table: 'l', on: 'patient' },
      'labs.csv would add the column id, which cases.csv or a table joined before already has.',
    ],
    [
      'a key that is no column',
      labs,
      { table: 'l', on: 'patient', key: 'patent' },
      'dataset.join.key of the study names the column patent, which none of the 3 columns of labs.csv is.',
    ],
    [
      'a column of the cases that is not there',
      labs,
      { table: 'l', on: 'person' },
      'dataset.join.on of the study names the column person, which none of the 2 columns of cases.csv is.',
    ],
  ])('refuses %s', (_, other, how, sentence) => {
    expect(sentenceOf(other, how)).toBe(sentence)
  })
})

describe('a study with joins', () => {
  const dataset = `dataset:
  table: tables/cases.csv
  id: case
  patient: person
  join:
    - { table: tables/labs.xlsx, sheet: Labor, on: person, key: Nr, columns: [age, ward] }
    - { table: tables/wards.csv, on: ward, separator: tab }`

  it('reads all tables, each with its own habits', async () => {
    const folder = temporaryFolder({
      'study.yaml': studyText({ dataset }),
      'tables/cases.csv': 'case,person,picture\na,7,a.png\nb,8,b.png\n',
      'tables/labs.xlsx': buildWorkbook([
        {
          name: 'Labor',
          rows: [
            ['Nr', 'age', 'ward', 'seen'],
            [7, '61,5', 'w', new Date('2021-03-04')],
            [8, 62, 'v', null],
          ],
        },
      ]),
      'tables/wards.csv': 'ward\tbeds\nw\t1,234\n',
    })
    const { cases: found, columns, notices } = await openDataset(await openStudy(join(folder, 'study.yaml')))
    expect(columns).toEqual(['case', 'person', 'picture', 'age', 'ward', 'beds'])
    expect(found.map(({ cells }) => [cells['age'], cells['beds']])).toEqual([
      ['61.5', '1,234'],
      ['62', ''],
    ])
    expect(notices.map(({ code }) => code)).toEqual(['table/join-unmatched'])
  })
})
