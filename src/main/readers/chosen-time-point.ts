/** Which of the volumes in a file is meant. */
import { AppError } from '@shared/errors'

/**
 * Settles the 1-based time point of a file with `count` volumes; null means the only one.
 * Errors: image/four-d when there are several and none was named, image/time-point for one that does not exist.
 */
export function chosenTimePoint(file: string, timePoint: number | null, count: number): number {
  if (timePoint === null && count > 1) throw new AppError('image/four-d', { file, count })
  const chosen = timePoint ?? 1
  if (Number.isInteger(chosen) && chosen >= 1 && chosen <= count) return chosen
  throw new AppError('image/time-point', { file, timePoint: chosen, count })
}
