/** When a dead engine is started again: at once, then later and later, and in the end no more. */
import { AppError } from '@shared/errors'

export interface Restarts {
  /** Plans the next start and says why one was needed; says so too when there is none. */
  readonly afterDeath: (why: string, start: () => void, say: (error: AppError) => void) => void
  /** No start any more: the host itself ends. */
  readonly stop: () => void
}

/** Delay before each start in a row. An engine that dies more often is broken, and starting it again helps nobody. */
const delaysMs = [0, 250, 1000, 4000, 15_000]

/** An engine that lived this long was sound: what killed it afterwards counts as a first time. */
const soundLifeMs = 60_000

/** Makes the plan of one host; `now` is in milliseconds from any origin. */
export function createRestarts(now: () => number = () => performance.now()): Restarts {
  let startedAt = now()
  let deaths = 0
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  return {
    afterDeath: (why, start, say) => {
      if (isStopped) return
      if (now() - startedAt >= soundLifeMs) deaths = 0
      const delayMs = delaysMs[deaths]
      deaths += 1
      if (delayMs === undefined) {
        say(new AppError('engine/given-up', { why, deaths }))
        return
      }
      say(new AppError('engine/stopped', { why }))
      timer = setTimeout(() => {
        startedAt = now()
        start()
      }, delayMs)
    },
    stop: () => {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
