import { describeError, isAppError } from '@shared/errors'
import type { Study } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { isMissingCell } from '../../../src/main/dataset/missing-cell'
import { toNumberColumns } from '../../../src/main/dataset/number-columns'
import { studyText } from '../../fixtures/builders/study-text'
import { buildTable } from '../../fixtures/builders/table'

function studyOf(attributes: string, dataset = ''): Study {
  const { study } = checkStudyText(
    studyText({
      dataset: `dataset: { table: cases.csv, id: case${dataset} }`,
      modalities: `modalities:\n  - { name: record, kind: tabular, input: record, attributes: [${attributes}] }`,
    }),
    'f',
  )
  return study!
}

const age = studyOf('{ name: age }, { name: weight }')

function sentenceOf(columns: Record<string, string[]>, study = age): string {
  try {
    toNumberColumns(buildTable(columns), study)
    return 'nothing'
  } catch (thrown) {
    return isAppError(thrown) ? describeError(thrown).sentence : String(thrown)
  }
}

describe('toNumberColumns', () => {
  it('writes decimal commas with a point, column by column', () => {
    const table = buildTable({ age: ['3,5', '1.234,5', '', 'inf'], weight: ['70.25', '1,234.5', '8', 'NA'] })
    const { rows, notices } = toNumberColumns(table, age)
    expect(rows.map(({ cells }) => [cells['age'], cells['weight']])).toEqual([
      ['3.5', '70.25'],
      ['1234.5', '1234.5'],
      ['', '8'],
      ['inf', 'NA'],
    ])
    expect(notices).toEqual([])
  })

  it('leaves a column word for word that something reads as a level', () => {
    const study = studyOf(
      '{ name: age }, { name: stage, column: age, encoding: { kind: one-hot, levels: ["3,5"] } }',
    )
    expect(toNumberColumns(buildTable({ age: ['3,5'] }), study).rows[0]?.cells).toEqual({ age: '3,5' })
  })

  it('follows the study where a number could be read in two ways', () => {
    const table = buildTable({ age: ['1,234'] })
    const cellsWith = (sign: string) =>
      toNumberColumns(table, studyOf('{ name: age }', `, decimal: '${sign}'`)).rows[0]?.cells['age']
    expect([cellsWith(','), cellsWith('.')]).toEqual(['1.234', '1234'])
  })

  it('says of the same table what each study says of its columns', () => {
    const table = buildTable({ age: ['61', '<5', '-9'] })
    const withMissing = studyOf('{ name: age, missingValues: ["<5", "-9"] }')
    expect(toNumberColumns(table, withMissing).rows).toBe(table.rows)
    expect(() => toNumberColumns(table, studyOf('{ name: age }'))).toThrow(
      expect.objectContaining({ code: 'table/limits' }),
    )
    const { rows, notices } = toNumberColumns(table, studyOf('{ name: age, limits: value }'))
    expect(rows.map(({ cells }) => cells['age'])).toEqual(['61', '5', '-9'])
    expect(notices.map(({ code }) => code)).toEqual(['table/limit-values'])
    expect(toNumberColumns(table, withMissing).notices).toEqual([])
  })

  it('notices cells that are no numbers, with their lines and without their words', () => {
    const table = buildTable({ age: ['61', 'sixty', '2021-03-04', 'n/a'] })
    expect(toNumberColumns(table, age).notices).toEqual([
      { code: 'table/not-numbers', details: { file: 'cases.csv', column: 'age', count: 2, lines: [3, 4] } },
    ])
  })

  it('finds the words for missing again, and codes for missing by their value', () => {
    const study = studyOf('{ name: age, missingValues: ["999,0", "<5", "-9"] }')
    const { rows } = toNumberColumns(buildTable({ age: ['61,5', '999,0', '<5', '\u22129,0', '-9'] }), study)
    expect(rows.map(({ cells }) => cells['age'])).toEqual(['61.5', '999,0', '<5', '-9.0', '-9'])
    const [modality] = study.modalities
    const attribute = modality?.kind === 'tabular' ? modality.attributes[0]! : null
    expect(rows.map(({ cells }) => isMissingCell(attribute!, cells['age']!))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ])
  })

  it('takes limits as their numbers where the study says so, with a notice', () => {
    const notice = { code: 'table/limit-values', details: { column: 'age', count: 2, lines: [2, 4] } }
    const table = buildTable({ age: ['<5', '7', '\u226590'] })
    for (const study of [
      studyOf('{ name: age, limits: value }'),
      studyOf('{ name: age }', ', limits: value'),
    ]) {
      const { rows, notices } = toNumberColumns(table, study)
      expect(rows.map(({ cells }) => cells['age'])).toEqual(['5', '7', '90'])
      expect(notices).toMatchObject([notice])
    }
  })

  it('takes percent as the number that is written, with a notice', () => {
    const { rows, notices } = toNumberColumns(buildTable({ age: ['12 %', '0', '7,5%'] }), age)
    expect(rows.map(({ cells }) => cells['age'])).toEqual(['12', '0', '7.5'])
    expect(notices).toMatchObject([{ code: 'table/percent', details: { count: 2, lines: [2, 4] } }])
  })

  it('tells units from words', () => {
    const { notices } = toNumberColumns(buildTable({ age: ['12 mg/l', 'sixty', '5h', '120/80'] }), age)
    expect(notices).toMatchObject([
      { code: 'table/unit-cells', details: { count: 2, lines: [2, 4] } },
      { code: 'table/not-numbers', details: { count: 2, lines: [3, 5] } },
    ])
  })

  it('does not look at columns that are no numbers to the study', () => {
    const study = studyOf('{ name: age, encoding: { kind: ordinal, levels: [a, b] } }')
    const table = buildTable({ age: ['1,234', '2021-03-04'], other: ['1,5', '1.5'] })
    expect(toNumberColumns(table, study)).toEqual(table)
  })
})

describe('toNumberColumns refuses', () => {
  it.each<[string, Record<string, string[]>, string]>([
    [
      'both decimal signs',
      { age: ['1.5', '1,5'] },
      'cases.csv, line 3: the column age mixes decimal points and decimal commas (compare line 2).',
    ],
    [
      'a comma that may be one of thousands',
      { age: ['12', '1,234'] },
      'cases.csv, line 3: the column age has a number whose comma or point may be a decimal sign or one of thousands.',
    ],
    [
      'a point that may be one of thousands, beside decimal commas',
      { age: ['1.234'], weight: ['70,5'] },
      'cases.csv, line 2: the column age has a number whose comma or point may be a decimal sign or one of thousands.',
    ],
    [
      'a point that may be one of thousands, beside decimal commas in a column that nothing uses',
      { age: ['1.234'], height: ['1,70'] },
      'cases.csv, line 2: the column age has a number whose comma or point may be a decimal sign or one of thousands.',
    ],
    [
      'limits',
      { age: ['7', '<5', '> 90'] },
      'cases.csv, line 3: the column age has a value beyond a limit, such as <5 or >=90 (2 cells in all), which is no number.',
    ],
    [
      'percent beside fractions',
      { age: ['0.12', '12 %'] },
      'cases.csv, line 3: the column age has a percent sign here and none in line 2.',
    ],
    [
      'dates',
      { age: ['', '3.4.1950', '12.10.1961'] },
      'cases.csv: the column age holds dates, but the attribute age needs numbers.',
    ],
    [
      'dates of DICOM',
      { age: ['19500403', '19611012'] },
      'cases.csv: the column age holds dates, but the attribute age needs numbers.',
    ],
  ])('%s', (_, columns, sentence) => {
    expect(sentenceOf(columns)).toBe(sentence)
  })

  it('a decimal sign other than the one of the study', () => {
    expect(sentenceOf({ age: ['1', '1.5'] }, studyOf('{ name: age }', ", decimal: ','"))).toBe(
      'cases.csv, line 3: the column age has a number that is not written with the decimal sign ,, which the study gives.',
    )
  })

  it('a point that may be one of thousands in a table with semicolons, unless another column has decimal points', () => {
    const table = (columns: Record<string, string[]>) => ({ ...buildTable(columns), separator: ';' as const })
    const judge = (columns: Record<string, string[]>, study = age) =>
      toNumberColumns(table(columns), study).rows[0]
    expect(() => judge({ age: ['1.234', '900'] })).toThrow(
      expect.objectContaining({ code: 'table/thousands' }) as Error,
    )
    expect(judge({ age: ['1.234'], height: ['1.7'] })?.cells['age']).toBe('1.234')
    expect(judge({ age: ['1.234'] }, studyOf('{ name: age }', ", decimal: ','"))?.cells['age']).toBe('1234')
  })

  it('nothing of a column whose points are the only sign anywhere', () => {
    expect(sentenceOf({ age: ['1.234'], weight: ['70'] })).toBe('nothing')
  })
})
