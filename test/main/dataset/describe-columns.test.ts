import { describe, expect, it } from 'vitest'
import { describeColumns, type TableColumn } from '../../../src/main/dataset/describe-columns'
import { buildTable } from '../../fixtures/builders/table'

function describeColumn(cells: readonly string[]): TableColumn {
  return describeColumns(buildTable({ x: cells }))[0]!
}

describe('describeColumns', () => {
  it.each([
    ['number', ['1', '-2.5e3', 'NA', 'inf']],
    ['number', ['0', '1', '2']],
    ['number', ['3,5', '12', '']],
    ['date', ['2021-03-04', '2021-03-05T10:00:00']],
    ['date', ['4.3.2021', '14.03.2021', 'NA']],
    ['date', ['03/04/2021', '12/31/2020']],
    ['date', ['20210304', '19991231']],
    ['number', ['20210304', '20211304']],
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
      limitCount: 0,
      isPositive: false,
    })
  })

  it('knows a column that is different in every row', () => {
    expect(describeColumn(['1', '2', '3']).isUnique).toBe(true)
    expect(describeColumn(['1', '2', '2']).isUnique).toBe(false)
    expect(describeColumn(['1', '2', '']).isUnique).toBe(false)
    expect(describeColumn([]).isUnique).toBe(false)
  })
})
