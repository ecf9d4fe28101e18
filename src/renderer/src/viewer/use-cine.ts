/** Slices of the large plane one after the other, around again behind the last. */
import { onScopeDispose } from 'vue'
import type { Viewer } from './use-viewer'

const stepMs = 100

/** Makes what starts and stops them. */
export function useCine(viewer: Viewer): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const next = (): void => {
    const [pane] = viewer.panes.value
    if (pane === undefined) return
    const { slices } = pane
    const isLast = viewer.sliceOf(pane).index === (slices.isFlipped ? 0 : slices.count - 1)
    viewer.stepAlong(pane, isLast ? 1 - slices.count : 1)
  }
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return () => {
    clearInterval(timer)
    timer = timer === undefined ? setInterval(next, stepMs) : undefined
  }
}
