/** How long the phase at hand has lasted, counted here since it was heard of. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { PhaseTime } from '@shared/run-phases'

const tickMs = 500

/** Seconds, what earlier sittings took of it included. */
export function usePhaseClock(
  phases: () => readonly PhaseTime[],
  earlier: () => readonly PhaseTime[],
): Readonly<ShallowRef<number>> {
  const seconds = shallowRef(0)
  const nameOfHand = () => phases().find((one) => one.seconds === null)?.phase ?? null
  let startedMs = performance.now()
  watch(nameOfHand, () => {
    startedMs = performance.now()
    seconds.value = 0
  })
  const timer = setInterval(() => {
    const before = earlier().find(({ phase }) => phase === nameOfHand())?.seconds ?? 0
    seconds.value = before + (performance.now() - startedMs) / 1000
  }, tickMs)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return seconds
}
