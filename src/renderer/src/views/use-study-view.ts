/** How the person at the screen looks at a study: identity, windows, limits; kept per study by the engine. */
import {
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  toValue,
  watch,
  type InjectionKey,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
import {
  changeStudyView,
  plainStudyView,
  type StudyView,
  type StudyViewChange,
  type ViewedStudy,
} from '@shared/study-view'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'

export interface StudyViewAccess {
  /** The patient is hidden until what was kept is here. */
  readonly view: Readonly<ShallowRef<StudyView>>
  /** False until what was kept is here. */
  readonly isLoaded: Readonly<ShallowRef<boolean>>
  /** Shows a change at once and keeps it; null takes the entry of a modality away. */
  readonly set: (change: StudyViewChange) => Promise<void>
}

const key: InjectionKey<StudyViewAccess> = Symbol('study view')

/** The view of a study, or of the study of a run. */
export function useStudyView(of: MaybeRefOrGetter<ViewedStudy>): StudyViewAccess {
  const api = useApi()
  const messages = useMessages()
  const view = shallowRef(plainStudyView)
  const isLoaded = shallowRef(false)
  /** Of answers that come out of turn, only the newest is shown. */
  let newest = 0
  const show = async (answer: Promise<StudyView>, fallback: StudyView): Promise<void> => {
    const mine = ++newest
    const kept = await messages.attempt(() => answer)
    if (mine !== newest) return
    view.value = kept ?? fallback
    isLoaded.value = true
  }
  watch(
    () => toValue(of),
    (study) => {
      view.value = plainStudyView
      isLoaded.value = false
      void show(api.views.get({ of: study }), plainStudyView)
    },
    { immediate: true, deep: true },
  )
  onScopeDispose(() => (newest = -1))
  const set = (change: StudyViewChange): Promise<void> => {
    const before = view.value
    view.value = changeStudyView(before, change)
    return show(api.views.set({ of: toValue(of), change }), before)
  }
  return { view, isLoaded, set }
}

/** The same, for everything below this component too: `useNearestStudyView` finds it. */
export function provideStudyView(of: MaybeRefOrGetter<ViewedStudy>): StudyViewAccess {
  const access = useStudyView(of)
  provide(key, access)
  return access
}

/** The view that a page above provides; without one, a view that is forgotten with this component. */
export function useNearestStudyView(): StudyViewAccess {
  return inject(key, forgottenView, true)
}

function forgottenView(): StudyViewAccess {
  const view = shallowRef(plainStudyView)
  const set = (change: StudyViewChange): Promise<void> => {
    view.value = changeStudyView(view.value, change)
    return Promise.resolve()
  }
  return { view, isLoaded: shallowRef(true), set }
}
