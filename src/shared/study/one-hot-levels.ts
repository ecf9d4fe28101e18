/** Which levels of a one-hot attribute have a tensor column. */
import type { Encoding } from './attribute'

type OneHot = Extract<Encoding, { kind: 'one-hot' }>

/** Index of the level without a column; null where every level has one, -1 for a name that is none of the levels. */
export function droppedLevel({ levels, drop }: OneHot): number | null {
  if (drop === undefined) return null
  const named = levels.findIndex((level) => level.trim() === drop.trim())
  return named === -1 && drop === 'first' ? 0 : named
}

/** Indices of the levels that have a column, in order. */
export function columnLevels(encoding: OneHot): number[] {
  const dropped = droppedLevel(encoding)
  return encoding.levels.flatMap((_, level) => (level === dropped ? [] : [level]))
}
