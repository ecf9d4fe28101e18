import { flushPromises, mount } from '@vue/test-utils'
import { plainStudyView, type StudyView } from '@shared/study-view'
import { provideStudyView, useNearestStudyView, useStudyView, type StudyViewAccess } from '@/views'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const open = (use: () => StudyViewAccess, answers: FakeAnswers): StudyViewAccess => {
  let access: StudyViewAccess | null = null
  const page = defineComponent(() => {
    access = use()
    return () => h('p')
  })
  mount(page, { global: { plugins: fakeSurroundings(answers) } })
  return access!
}
const shown: StudyView = { ...plainStudyView, identity: true }

describe('the view of a study on the page', () => {
  it('hides the patient until the answer is here, and again for another study', async () => {
    const studyId = ref('one')
    const get = ({ of }: { of: object }) =>
      Promise.resolve('studyId' in of && of.studyId === 'one' ? shown : plainStudyView)
    const { view, isLoaded } = open(() => useStudyView(() => ({ studyId: studyId.value })), {
      views: { get },
    })
    expect([view.value.identity, isLoaded.value]).toEqual([false, false])
    await flushPromises()
    expect([view.value.identity, isLoaded.value]).toEqual([true, true])
    studyId.value = 'two'
    await flushPromises()
    expect(view.value.identity).toBe(false)
  })

  it('shows a change at once, and takes it back where it cannot be kept', async () => {
    const { view, set } = open(() => useStudyView({ run: 'r' }), {
      views: { get: () => Promise.resolve(plainStudyView), set: () => Promise.reject(new Error('full')) },
    })
    await flushPromises()
    const kept = set({ identity: true })
    expect(view.value.identity).toBe(true)
    await kept
    expect(view.value.identity).toBe(false)
  })

  it('is found below the page that provides it; without one it is forgotten', async () => {
    let below: StudyViewAccess | null = null
    const Below = defineComponent(() => {
      below = useNearestStudyView()
      return () => h('p')
    })
    const Above = defineComponent(() => {
      provideStudyView({ run: 'r' })
      return () => h(Below)
    })
    const views = { get: () => Promise.resolve(shown) }
    mount(Above, { global: { plugins: fakeSurroundings({ views }) } })
    await flushPromises()
    expect(below!.view.value.identity).toBe(true)
    mount(Below, { global: { plugins: fakeSurroundings({}) } })
    await below!.set({ scaleLimits: { ct: 0.2 } })
    expect(below!.view.value.scaleLimits).toEqual({ ct: 0.2 })
  })
})
