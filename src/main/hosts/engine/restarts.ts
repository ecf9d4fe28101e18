/** When a dead engine is started again: at once, then later and later, and in the end only when somebody asks for it. */
import { AppError } from '@shared/errors'

export interface Restarts {
  /** Plans the next start and says why one was needed; says so too when there is none. */
  readonly afterDeath: (why: string, start: () => void, say: (error: AppError) => void) => void
  /** Somebody wants the engine: one that was given up is started again after a rest, its deaths forgotten. */
  readonly ask: (start: () => void) => void
  /** Why there is no engine now: engine/stopped while a start is planned, engine/given-up when none is; null: it runs. */
  readonly fault: () => AppError | null
  /** No start any more: the host itself ends. */
  readonly stop: () => void
}

/** Delay before each start in a row. An engine that dies more often is broken, and starting it again helps nobody. */
const delaysMs = [0, 250, 1000, 4000, 15_000]

/** An engine that lived this long was sound: what killed it afterwards counts as a first time. */
const soundLifeMs = 60_000

/** What broke a given-up engine may have been mended meanwhile: a disk, memory that others took. */
const restMs = 30_000

/** Makes the plan of one host; `now` is in milliseconds from any origin. */
export function createRestarts(now: () => number = () => performance.now()): Restarts {
  let startedAt = now()
  let diedAt = startedAt
  let deaths = 0
  let isStopped = false
  let fault: AppError | null = null
  let timer: NodeJS.Timeout | null = null
  const begin = (start: () => void): void => {
    startedAt = now()
    fault = null
    start()
  }
  return {
    afterDeath: (why, start, say) => {
      diedAt = now()
      fault = new AppError('engine/stopped', { why })
      if (isStopped) return
      if (diedAt - startedAt >= soundLifeMs) deaths = 0
      const delayMs = delaysMs[deaths]
      deaths += 1
      if (delayMs === undefined) fault = new AppError('engine/given-up', { why, deaths })
      else timer = setTimeout(begin, delayMs, start)
      say(fault)
    },
    ask: (start) => {
      if (isStopped || fault?.code !== 'engine/given-up' || now() - diedAt < restMs) return
      deaths = 0
      begin(start)
    },
    fault: () => fault,
    stop: () => {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
