import { everyCase } from '@shared/case-filter'
import { conditionsOf } from '@/dataset/case-selection'
import { windowOfRows } from '@/dataset/window-of-rows'
import { chooseSeries } from '@/scan/chosen-series'
import { describe, expect, it } from 'vitest'

describe('what a list shows becomes what a run takes', () => {
  const ofSplit = { column: 'set', levels: ['test'] }
  const ofAge = { column: 'age', from: 50 }
  it('as split and conditions where these say it', () => {
    expect(conditionsOf(everyCase, 'set')).toEqual({})
    expect(conditionsOf({ ...everyCase, conditions: [ofSplit, ofAge] }, 'set')).toEqual({
      split: ['test'],
      where: [ofAge],
    })
    expect(conditionsOf({ ...everyCase, conditions: [ofSplit] }, null)).toEqual({ where: [ofSplit] })
  })

  it('and not where a search, a flag or the run itself took part', () => {
    expect(conditionsOf({ ...everyCase, search: 'a' }, 'set')).toBeNull()
    expect(conditionsOf({ ...everyCase, flags: ['same-file'] }, 'set')).toBeNull()
    expect(conditionsOf({ ...everyCase, isSelected: false }, 'set')).toBeNull()
  })
})

describe('the rows of a long list that are drawn', () => {
  it.each<[string, Parameters<typeof windowOfRows>, { first: number; last: number }]>([
    ['at its top', [0, 320, 32, 100_000], { first: 0, last: 16 }],
    ['in its middle', [3200, 320, 32, 100_000], { first: 94, last: 116 }],
    ['at its end', [32 * 99_990, 320, 32, 100_000], { first: 99_984, last: 99_999 }],
    ['of none', [0, 320, 32, 0], { first: 0, last: -1 }],
  ])('%s', (_, asked, expected) => {
    expect(windowOfRows(...asked)).toEqual(expected)
  })
})

describe('series that are to be cases', () => {
  const one = (series: string, description: string, sliceCount: number, dicomModality = 'CT') =>
    ({ series, description, sliceCount, dicomModality }) as never
  const found = {
    patients: [
      {
        patientId: 'a',
        name: null,
        studies: [
          {
            study: 's',
            date: null,
            description: null,
            series: [one('1', 'scout', 2), one('2', 'chest thin', 300), one('3', 'chest', 60)],
          },
        ],
      },
      {
        patientId: 'b',
        name: null,
        studies: [{ study: 't', date: null, description: null, series: [one('4', 'dose', 1, 'SR')] }],
      },
    ],
  }
  const all = { letters: '', dicomModality: '', leastSlices: 1, isOnePerStudy: false }
  const chosen = (choice: Partial<typeof all>) => {
    const { series, patientCount } = chooseSeries(found, { ...all, ...choice })
    return [series.map((each) => each.series).join(' '), patientCount]
  }
  it('are those with the letters, the modality and enough slices, or the largest of each study', () => {
    expect(chosen({})).toEqual(['1 2 3 4', 2])
    expect(chosen({ letters: 'Chest' })).toEqual(['2 3', 1])
    expect(chosen({ dicomModality: 'SR' })).toEqual(['4', 1])
    expect(chosen({ leastSlices: 10, isOnePerStudy: true })).toEqual(['2', 1])
  })
})
