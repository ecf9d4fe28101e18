/** How a scan stands, for anyone who asks: the newest event only, since each holds all counts. */
import type { ScanEvent } from '@shared/scan'

export interface ScanFeed {
  /** Asks the scan to stop after the files at hand. */
  readonly cancel: () => void
  /** The newest event, then each newer one; a slow listener misses some, but never the last. */
  readonly events: (signal?: AbortSignal) => AsyncGenerator<ScanEvent, void>
  readonly isOver: () => boolean
  /** Resolves with the last event. */
  readonly over: Promise<ScanEvent>
}

/** Starts a scan and listens to it. `launch` returns the last event and never throws. */
export function createScanFeed(
  launch: (signal: AbortSignal, tell: (event: ScanEvent) => void) => Promise<ScanEvent>,
): ScanFeed {
  const abort = new AbortController()
  const sleepers = new Set<() => void>()
  let newest: ScanEvent | null = null
  let count = 0
  let isOver = false
  const wakeAll = (): void => {
    for (const wake of sleepers) wake()
    sleepers.clear()
  }
  const tell = (event: ScanEvent): void => {
    newest = event
    count += 1
    wakeAll()
  }
  const over = launch(abort.signal, tell).then((last) => {
    isOver = true
    tell(last)
    return last
  })
  const news = (): Promise<void> => new Promise((resolve) => sleepers.add(resolve))
  return {
    over,
    isOver: () => isOver,
    cancel: () => {
      abort.abort()
    },
    events: async function* (signal) {
      signal?.addEventListener('abort', wakeAll)
      try {
        for (let seen = 0; signal?.aborted !== true;) {
          if (count > seen && newest !== null) {
            seen = count
            yield newest
          } else if (isOver) return
          else await news()
        }
      } finally {
        signal?.removeEventListener('abort', wakeAll)
      }
    },
  }
}
