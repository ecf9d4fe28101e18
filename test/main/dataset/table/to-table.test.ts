import { describe, expect, it } from 'vitest'
import { parseRawTable } from '../../../../src/main/dataset/table/parse-table'
import { toTable } from '../../../../src/main/dataset/table/to-table'
import { columnCells } from '../../../../src/main/dataset/table/column-cells'

describe('a table that is named by another column', () => {
  it('keeps the rows that were made of it, and with them what was found out of its columns', () => {
    const raw = parseRawTable('id,other\na,x\nb,y\n', 'cases.csv')
    const [one, two] = [toTable(raw, 'id'), toTable(raw, 'other')]
    expect(two.rows).toBe(one.rows)
    expect(columnCells(two, 'other')).toBe(columnCells(one, 'other'))
  })

  it('has other rows where the column names another header', () => {
    const raw = parseRawTable('Study A,Study B\nid,other\na,x\n', 'cases.csv')
    expect(toTable(raw, 'id').rows).toHaveLength(1)
    expect(toTable(raw).rows).toHaveLength(2)
  })
})

describe('the cells of a column', () => {
  it('are without outer blanks, each different text once with its count and first line', () => {
    const { codes, different, hadBlanks } = columnCells(toTable(parseRawTable('a\nx\n y \nx\n', 'f')), 'a')
    expect([[...codes], hadBlanks]).toEqual([[0, 1, 0], true])
    expect(different).toEqual([
      { text: 'x', count: 2, line: 2 },
      { text: 'y', count: 1, line: 3 },
    ])
  })
})
