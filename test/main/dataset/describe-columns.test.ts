import { describe, expect, it } from 'vitest'
import { describeColumns, type TableColumn } from '../../../src/main/dataset/describe-columns'

function describeColumn(cells: readonly string[]): TableColumn {
  const rows = cells.map((cell, index) => ({ cells: { x: cell }, line: index + 2 }))
  return describeColumns({ fileName: 'cases.csv', columns: ['x'], rows })[0]!
}

describe('describeColumns', () => {
  it.each([
    ['number', ['1', '-2.5e3', 'NA', 'inf']],
    ['number', ['0', '1', '2']],
    ['boolean', ['0', '1', '', '1']],
    ['boolean', ['True', 'False', 'UNK']],
    ['category', ['m', 'f', 'm', 'f']],
    ['category', ['', 'na']],
    ['path', ['a.png', 'b.PNG']],
    ['path', ['series/1', 'series/2']],
    ['text', ['No focal lesion is seen.', 'A mass of 12 mm in the left lung.']],
    ['id', ['p-1', 'p-2', 'p-3', 'p-4']],
  ])('takes a column for %s: %j', (type, cells) => {
    expect(describeColumn(cells).type).toBe(type)
  })

  it('counts values, missing cells and the words that mean missing', () => {
    expect(describeColumn(['yes', 'no', '', 'UNK', 'unk', 'yes'])).toEqual({
      name: 'x',
      type: 'boolean',
      distinctCount: 2,
      missingCount: 3,
      isUnique: false,
      levels: ['no', 'yes'],
      missingWords: ['', 'UNK', 'unk'],
      hasInfinite: false,
    })
  })

  it('knows a column that is different in every row', () => {
    expect(describeColumn(['1', '2', '3']).isUnique).toBe(true)
    expect(describeColumn(['1', '2', '2']).isUnique).toBe(false)
    expect(describeColumn(['1', '2', '']).isUnique).toBe(false)
    expect(describeColumn([]).isUnique).toBe(false)
  })
})
