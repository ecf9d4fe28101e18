/** Segments of a palette -> its entries. */

const DISCRETE = 0
const LINEAR = 1

/**
 * Writes out the segments of a palette: runs of given entries (0) and straight lines from the entry before (1). Returns at most
 * `count` entries, fewer where the segments end earlier, and null for anything else. Source: PS3.3 C.7.9.2.
 * Limits: segments that repeat others (2) are not read; implementations count their offsets in different units.
 */
export function expandSegments(values: readonly number[], count: number): readonly number[] | null {
  const entries: number[] = []
  let at = 0
  while (at + 2 < values.length && entries.length < count) {
    const [kind, length = 0, next = 0] = values.slice(at, at + 3)
    const last = entries.at(-1)
    if (kind === DISCRETE) {
      entries.push(...values.slice(at + 2, at + 2 + length))
      at += 2 + length
    } else if (kind === LINEAR && last !== undefined) {
      entries.push(...line(last, next, length))
      at += 3
    } else return null
  }
  return entries.slice(0, count)
}

/** `length` steps that end at `to`; `from` is not repeated. */
function line(from: number, to: number, length: number): number[] {
  return Array.from({ length }, (_, step) => Math.round(from + ((to - from) * (step + 1)) / length))
}
