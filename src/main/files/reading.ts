/** How far a reading that takes long has come, for whoever waits for it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { ReadingProgress } from '@shared/reading-progress'

type Tell = (progress: ReadingProgress) => void

const listeners = new AsyncLocalStorage<Tell>()

/** Tells `tell` what is read while `read` goes on, however deep below it. */
export function withReading<Result>(tell: Tell, read: () => Promise<Result>): Promise<Result> {
  return listeners.run(tell, read)
}

/** Where nobody waits, nobody is told. */
export function tellReading(of: ReadingProgress['of'], done: number, total: number): void {
  listeners.getStore()?.({ of, done, total })
}
