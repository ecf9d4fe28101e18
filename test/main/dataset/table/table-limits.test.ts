import { describe, expect, it } from 'vitest'
import { scanSheet } from '../../../../src/main/dataset/table/scan-sheet'
import {
  checkTextTable,
  tableLimits,
  type TableLimits,
} from '../../../../src/main/dataset/table/table-limits'
import { parseTable } from '../../../../src/main/dataset/table/parse-table'

const check = (text: string, limits: Partial<TableLimits>): void => {
  checkTextTable(text, ',', 'a.csv', { ...tableLimits, ...limits })
}

describe('the size of a text table', () => {
  it.each([
    ['rows', 'a\n1\n2', { rows: 3 }],
    ['rows of an old Mac and of Windows', 'a\r1\r\n2', { rows: 3 }],
    ['line feeds in quotes as none', 'a,b\n"1\n2\n3",4', { rows: 2, columns: 2, cells: 4 }],
    ['separators in quotes as none', 'a,b\n"1,2,3","4 ""5"", 6"', { columns: 2, cells: 4 }],
    ['characters of a cell', 'abcd,ab\nabc,abcd', { cellLength: 4 }],
  ])('counts %s', (_, text, limits) => {
    check(text, limits)
    for (const [name, limit] of Object.entries(limits)) {
      expect(() => {
        check(text, { ...limits, [name]: limit - 1 })
      }).toThrow(name === 'cellLength' ? /more than 3 characters/ : /at most/)
    }
  })

  it('is looked at before the table is parsed', () => {
    expect(() => parseTable(`${'a,'.repeat(tableLimits.columns)}b`, 'a.csv')).toThrow(
      'a.csv has 1 or more rows and 16385',
    )
    expect(() => parseTable(`a\n${'x'.repeat(tableLimits.cellLength + 1)}`, 'a.csv')).toThrow(
      'a cell of row 2',
    )
  })

  it('does not go by the square of the columns', () => {
    const names = Array.from({ length: 16_000 }, (_, index) => `c${index % 8000}`)
    expect(parseTable(`id,${names.join(',')}\n`, 'a.csv').repeatedColumns).toHaveLength(8000)
  })
})

describe('the size of a sheet', () => {
  it('counts rows that have neither number nor value, and cells', () => {
    expect(scanSheet('<row/>'.repeat(11), new Set(), { rows: 10, cells: 10 })).toMatchObject({ rowCount: 11 })
    const cells = '<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/></row>'
    expect(scanSheet(cells, new Set(), { rows: 10, cells: 2 })).toMatchObject({ rowCount: 1, columnCount: 3 })
    expect(scanSheet(cells, new Set(), { rows: 10, cells: 3 })).toMatchObject({ rowCount: 0 })
  })
})
