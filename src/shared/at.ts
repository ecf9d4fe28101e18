/** An entry that must be there: an index beyond the end is a fault of ours, never a plausible number. */
import { AppError } from './errors'

/**
 * Reads one entry. Not for the innermost loops over voxels: it sees arrays of every type, so that the engine cannot read them as fast.
 * Errors: bug/unexpected, which names the function that asked.
 */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index]
  if (value === undefined) throw noEntry(index, values.length)
  return value
}

/** The fault of an index, for a loop that reads by itself. */
export function noEntry(index: number, length: number): AppError {
  return new AppError('bug/unexpected', {
    where: askerOf(new Error().stack),
    words: `no entry ${index} of ${length}`,
  })
}

/** The function above `at` on the stack. */
function askerOf(stack: string | undefined): string {
  const frames = (stack ?? '')
    .split('\n')
    .flatMap((line) => /^\s*at (?:async )?(?:new )?([\w$.<>]+) \(/.exec(line)?.[1] ?? [])
  return frames.find((name) => !/^(?:Module\.)?(?:at|noEntry)$/.test(name)) ?? 'at'
}
