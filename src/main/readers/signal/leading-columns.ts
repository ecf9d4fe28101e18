/** The columns before the first lead that count samples or give their times. */
import { at } from '@shared/at'

export interface LeadingColumns {
  readonly counts: readonly string[]
  readonly times: readonly string[]
}

const timeWords = new Set(['t', 'time', 'times', 'timestamp', 'timestamps', 'elapsed'])
const countWords = new Set([
  ...['index', 'idx', 'sample', 'samples', 'frame', 'frames', 'row'],
  ...['nr', 'no', 'num', 'number', 'n', '#'],
])
/** Mean nothing by themselves. */
const joiningWords = new Set(['in', 'of'])
/** As pandas names an index without a name when it reads it again. */
const unnamedIndex = /^unnamed: ?\d+$/i
const whole = /^\d+(?:\.0*)?$/

/** How many of each unit make a second. */
const perSecond: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((word) => [word, 1] as const),
  ...['ms', 'msec', 'millisecond', 'milliseconds'].map((word) => [word, 1000] as const),
  ...['us', 'µs', 'μs', 'microsecond', 'microseconds'].map((word) => [word, 1_000_000] as const),
])

/**
 * Tells leads from what stands before them, up to the first that is one. A time is known by its name (time, t, time_ms, Time [s], seconds),
 * a count (index, sample #, nr) by its name and by numbers that count; T3 and S1 are names of leads. `cellsOf` gives cells with a point.
 */
export function findLeadingColumns(
  columns: readonly string[],
  cellsOf: (column: string) => readonly string[],
): LeadingColumns {
  const [counts, times]: [string[], string[]] = [[], []]
  for (const column of columns) {
    if (isTimeName(column)) times.push(column)
    else if (isCountName(column) && isCounting(cellsOf(column))) counts.push(column)
    else break
  }
  return { counts, times }
}

/** The unit that the name of a column of times says; null where it says none. */
export function unitsPerSecond(column: string): number | null {
  const [units] = wordsOf(column).flatMap((word) => perSecond.get(word) ?? [])
  return units ?? null
}

function isTimeName(name: string): boolean {
  const words = wordsOf(name)
  const isKnown = (word: string): boolean => saysTime(word) || countWords.has(word) || joiningWords.has(word)
  return words.some(saysTime) && words.every(isKnown)
}

function saysTime(word: string): boolean {
  return timeWords.has(word) || perSecond.has(word)
}

function isCountName(name: string): boolean {
  if (unnamedIndex.test(name)) return true
  const words = wordsOf(name)
  const isKnown = (word: string): boolean => countWords.has(word) || joiningWords.has(word)
  return words.some((word) => countWords.has(word)) && words.every(isKnown)
}

function isCounting(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => (whole.test(cell.trim()) ? Number(cell) : Number.NaN))
  return numbers.every((number, place) =>
    place === 0 ? !Number.isNaN(number) : number > at(numbers, place - 1),
  )
}

/** A number behind letters belongs to the word: T3 is an electrode, not a time. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '')
}
