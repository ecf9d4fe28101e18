import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { CaseRow } from '@shared/dataset'
import { useCasePages, type CasePage } from '@/dataset/use-case-pages'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'

const row = (caseId: string): CaseRow => ({ caseId, patient: null, split: null, labels: [], selected: true })
const cohort = Array.from({ length: 5 }, (_, index) => row(`case-${index}`))
const pageOf = (offset: number, search: string): CasePage => {
  const found = cohort.filter(({ caseId }) => caseId.includes(search))
  return { total: found.length, rows: found.slice(offset, offset + 2) }
}

let scope: EffectScope
beforeEach(() => {
  setActivePinia(createPinia())
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
})

describe('the pages of the case table', () => {
  it('follow one another until every case is there, each once', async () => {
    const offsets: number[] = []
    const pages = scope.run(() =>
      useCasePages(
        ({ offset, search }) => {
          offsets.push(offset)
          return Promise.resolve(pageOf(offset, search))
        },
        () => '',
      ),
    )!
    await flushPromises()
    expect([pages.rows.value.length, pages.total.value]).toEqual([2, 5])
    for (let turn = 0; turn < 4; turn += 1) await pages.more()
    expect(pages.rows.value).toEqual(cohort)
    expect(offsets).toEqual([0, 2, 4])
  })

  it('drop a page of an older search that comes late', async () => {
    const search = ref('')
    const waiting: (() => void)[] = []
    const pages = scope.run(() =>
      useCasePages(
        ({ offset, search: wanted }) =>
          new Promise<CasePage>((resolve) => {
            waiting.push(() => {
              resolve(pageOf(offset, wanted))
            })
          }),
        () => search.value,
      ),
    )!
    search.value = 'case-4'
    await flushPromises()
    waiting[1]?.()
    await flushPromises()
    waiting[0]?.()
    await flushPromises()
    expect(pages.rows.value.map(({ caseId }) => caseId)).toEqual(['case-4'])
    expect(pages.isLoading.value).toBe(false)
  })
})
