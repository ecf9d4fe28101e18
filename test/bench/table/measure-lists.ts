/** Benchmark: a table opened, summed up, sorted and filtered over the Api, as the page does it. */
import { performance } from 'node:perf_hooks'
import { everyCase, type CaseListing } from '@shared/case-filter'
import type { BenchHost } from '../viewer/open-host'

export interface TimedList {
  readonly what: string
  readonly ms: number
}

const pageRows = 100

/** Each question once on a host that has not seen the study, then again where a kept answer is meant. */
export async function measureLists({ api, study }: BenchHost): Promise<readonly TimedList[]> {
  const timed: TimedList[] = []
  const time = async <Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const startedMs = performance.now()
    const answer = await ask()
    timed.push({ what, ms: performance.now() - startedMs })
    return answer
  }
  const { studyId } = await time('open the study', () => api.studies.open({ handle: study }))
  const cases = (listing: CaseListing) => () =>
    api.datasets.cases({ studyId, offset: 0, limit: pageRows, listing, columns: ['case', 'age', 'lab_0'] })
  const inOrder = (column: string, isDescending = false): CaseListing => ({
    filter: everyCase,
    order: { column, isDescending },
  })
  const where = (...conditions: CaseListing['filter']['conditions']): CaseListing['filter'] => ({
    ...everyCase,
    conditions,
  })
  await time('first rows', cases({ filter: everyCase, order: null }))
  await time('first summary', () => api.datasets.cohort({ studyId, filter: everyCase }))
  await time('sort by a number', cases(inOrder('lab_0')))
  await time('turn it over', cases(inOrder('lab_0', true)))
  await time('sort by a name, first time', cases(inOrder('case')))
  await time('sort by another number', cases(inOrder('lab_1')))
  const range = where({ column: 'lab_2', from: -1, to: 1 })
  await time('filter a range', cases({ filter: range, order: null }))
  const levels = where({ column: 'region', levels: ['hand', 'arm'] }, { column: 'age', from: 50 })
  await time('filter levels and a range, sorted', cases({ ...inOrder('lab_1'), filter: levels }))
  await time('search letters', cases({ filter: { ...everyCase, search: 'c0123' }, order: null }))
  await time('summary of a filter', () => api.datasets.cohort({ studyId, filter: levels }))
  return timed
}
