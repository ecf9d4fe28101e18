/** The events of a run that is going on: kept, so that a late or reconnecting listener asks from any number on. */
import type { RunEvent } from '@shared/run'

export interface RunFeed {
  readonly run: string
  /** Asks the run to stop after its batch. */
  readonly cancel: () => void
  /** Events from a sequence number on, first the kept ones, then live, until the last. */
  readonly events: (from: number, signal?: AbortSignal) => AsyncGenerator<RunEvent, void>
  /** Resolves when the run is over, however it ended. */
  readonly over: Promise<void>
  /** True once the last event is there, even if its process has not let go of the run folder yet. */
  readonly isEnded: () => boolean
  /** The last event of a run that is over; null while it goes on. */
  readonly last: () => RunEvent | null
}

/** Listens to a launched run. A fault of the launcher ends the feed with a failed event made by `toLast`. */
export function createRunFeed(
  run: string,
  launch: (signal: AbortSignal) => AsyncIterable<RunEvent>,
  toLast: (thrown: unknown, sequence: number) => RunEvent,
): RunFeed {
  const kept: RunEvent[] = []
  const sleepers = new Set<() => void>()
  const abort = new AbortController()
  let isOver = false
  const wakeAll = (): void => {
    for (const wake of sleepers) wake()
    sleepers.clear()
  }
  // A second process, after a crash of the first one, numbers from 0 again.
  const keep = (event: RunEvent): void => {
    kept.push({ ...event, sequence: kept.length })
    wakeAll()
  }
  const listen = async (): Promise<void> => {
    try {
      for await (const event of launch(abort.signal)) keep(event)
    } catch (thrown) {
      keep(toLast(thrown, kept.length))
    }
    isOver = true
    wakeAll()
  }
  const more = (): Promise<void> => new Promise((resolve) => sleepers.add(resolve))
  return {
    run,
    over: listen(),
    isEnded: () => ['finished', 'cancelled', 'paused', 'failed'].includes(kept.at(-1)?.event ?? ''),
    last: () => (isOver ? (kept.at(-1) ?? null) : null),
    cancel: () => {
      abort.abort()
    },
    events: async function* (from, signal) {
      signal?.addEventListener('abort', wakeAll)
      try {
        for (let next = from; ; next += 1) {
          while (next >= kept.length && !isOver && signal?.aborted !== true) await more()
          const event = kept[next]
          if (event === undefined || signal?.aborted === true) return
          yield event
        }
      } finally {
        signal?.removeEventListener('abort', wakeAll)
      }
    },
  }
}
