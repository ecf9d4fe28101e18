/** Between two columns of a large table: questions that are quick are answered first. */
import { setImmediate } from 'node:timers/promises'

/** Throws the reason of a signal that is aborted. */
export async function letOthers(signal?: AbortSignal): Promise<void> {
  await setImmediate()
  signal?.throwIfAborted()
}
