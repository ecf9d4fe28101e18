/** Which faults of a run mean that nobody ended it. */
import type { ErrorData } from './errors'

/** True where the process of the run, or what started it, went away. */
export function isInterruption({ code }: ErrorData): boolean {
  return code === 'run/interrupted' || code === 'run/process-ended'
}
