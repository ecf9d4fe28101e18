import { everyCase } from '@shared/case-filter'
import { keepCaseList, keptCaseList, keptListing, placeInList } from '@/case-page'
import { caseOrders } from '@/contribution/case-orders'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildContribution, buildModality } from '../fixtures/builders/dataset-contribution'
import { buildManifest, buildRunResult } from '../fixtures/builders/run-result'

beforeEach(() => {
  sessionStorage.clear()
})

describe('the list that a case was opened from', () => {
  const listed = {
    name: 'found by “a”',
    listing: { filter: { ...everyCase, search: 'a' }, order: null },
  }
  const list = { name: 'most reliant on ct first', ids: ['c', 'a', 'b'] }

  it('gives the place and the neighbours in its own order', () => {
    expect(placeInList(list, 'a')).toEqual({
      ...{ name: 'most reliant on ct first', index: 1, total: 3, previous: 'c', next: 'b' },
    })
    expect(placeInList(list, 'c')?.previous).toBeNull()
    expect(placeInList(list, 'b')?.next).toBeNull()
    expect(placeInList(list, 'x')).toBeNull()
  })

  it('is kept for the window, for each run and study apart', () => {
    keepCaseList({ run: 'r' }, list)
    keepCaseList({ studyId: 's' }, listed)
    expect(JSON.parse(sessionStorage.getItem('modalens.cases.run.r') ?? '')).toEqual(list)
    expect(keptCaseList('r', 'a')).toEqual(list)
    expect(keptCaseList('r', 'not in it')).toBeNull()
    expect(keptCaseList('other', 'a')).toBeNull()
    expect(keptListing('s')).toEqual(listed)
    expect(keptListing('r')).toBeNull()
  })

  it('is not what somebody else left in the storage', () => {
    sessionStorage.setItem('modalens.cases.run.foreign', '{"name": 3, "ids": "abc"}')
    expect(keptCaseList('foreign', 'a')).toBeNull()
  })
})

describe('the orders of the cases of a run', () => {
  const one = (caseId: string, truth: string, output: number, ct: number | null) => ({
    ...{ caseId, silent: ct === null, labels: [truth], originalOutput: [output] },
    contribution: ct === null ? null : { ct, record: 1 - ct },
  })
  const result = buildRunResult(buildContribution([buildModality('ct', 0.6), buildModality('record', 0.4)]), {
    manifest: buildManifest({ labels: ['y'] }),
    cases: [one('a', '1', 0.9, 0.2), one('b', '0', 0.7, null), one('c', '0', 0.8, 0.6)],
  })

  it('are that of the run, wrong ones, and by the share of each modality with silent cases last', () => {
    expect(caseOrders(result).map(({ name, cases }) => [name, ...cases.map(({ caseId }) => caseId)])).toEqual(
      [
        ['in the order of the run', 'a', 'b', 'c'],
        ['wrong and sure first', 'c', 'b', 'a'],
        ['most reliant on ct first', 'c', 'a', 'b'],
        ['most reliant on record first', 'a', 'c', 'b'],
      ],
    )
  })

  it('know of no wrong ones where the labels do not say', () => {
    const blind = { ...result, manifest: buildManifest({ labels: ['grade'] }) }
    expect(caseOrders(blind).map(({ name }) => name)).not.toContain('wrong and sure first')
  })
})
