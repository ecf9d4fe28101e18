/** From a case to the one before or behind it, by Alt and an arrow too. */
import { useEventListener } from '@vueuse/core'
import type { RouteLocationRaw } from 'vue-router'
import { useRouter } from 'vue-router'

export type CaseStep = 'previous' | 'next'

/** The last step: the page is made anew for each case, and its button gets the focus back. */
let lastStep: CaseStep | null = null

const keys: Readonly<Record<string, CaseStep>> = { ArrowLeft: 'previous', ArrowRight: 'next' }

/** Replaces the case in the history, so that going back leads to the list. */
export function useCaseSteps(target: (step: CaseStep) => RouteLocationRaw | null): {
  readonly go: (step: CaseStep) => void
  /** Once: the step that led here, if one did. */
  readonly takeLastStep: () => CaseStep | null
} {
  const router = useRouter()
  const go = (step: CaseStep): void => {
    const to = target(step)
    if (to === null) return
    lastStep = step
    void router.replace(to)
  }
  useEventListener(window, 'keydown', (event) => {
    const step = keys[event.key]
    if (step === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.target instanceof HTMLInputElement && event.target.type !== 'range') return
    // Browsers go back and forth in the history by the same keys.
    event.preventDefault()
    go(step)
  })
  const takeLastStep = (): CaseStep | null => {
    const step = lastStep
    lastStep = null
    return step
  }
  return { go, takeLastStep }
}
