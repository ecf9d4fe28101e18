/** Whether the numbers of a column are written with a decimal point or a decimal comma. */
import { numberShape, type NumberShape } from './number-shape'
import { toWrittenNumber } from './written-number'

export type Decimal = '.' | ','

export interface LinedCell {
  /** Without outer blanks. */
  readonly text: string
  readonly line: number
}

/** mixed: both signs as decimal sign. groups: a cell such as 1,234, of which nothing in the column says what its sign means. */
export interface NotationProblem {
  readonly problem: 'mixed' | 'groups'
  readonly line: number
  /** A line that says otherwise; for groups the same line. */
  readonly other: number
}

export type NotationFinding = { readonly decimal: Decimal; readonly isShown: boolean } | NotationProblem

interface Signs {
  readonly own: NumberShape
  readonly grouped: NumberShape
  /** What could be the group sign of this notation, or the decimal sign of the other. */
  readonly doubtful: NumberShape
}

const signs: Readonly<Record<Decimal, Signs>> = {
  '.': { own: 'point', grouped: 'grouped-point', doubtful: 'comma-or-group' },
  ',': { own: 'comma', grouped: 'grouped-comma', doubtful: 'point-or-group' },
}

/**
 * Finds the decimal sign of a column; cells that are no numbers do not count. Without any sign, and for a column of nothing but 1.234,
 * it is the point with `isShown` false. `given` is what the study says; then groups of thousands need no other proof.
 */
export function findNotation(cells: readonly LinedCell[], given?: Decimal): NotationFinding {
  const lines = firstLines(cells)
  const shown = (decimal: Decimal): number | undefined =>
    lines.get(signs[decimal].own) ?? lines.get(signs[decimal].grouped)
  const point = shown('.')
  const comma = shown(',')
  if (point !== undefined && comma !== undefined) return mixed(point, comma)
  if (given !== undefined) {
    const against = given === '.' ? comma : point
    return against === undefined ? { decimal: given, isShown: true } : mixed(against, against)
  }
  if (comma !== undefined) return judgeGroups(',', lines)
  if (point !== undefined) return judgeGroups('.', lines)
  const doubtful = lines.get('comma-or-group')
  if (doubtful !== undefined) return groups(doubtful)
  return { decimal: '.', isShown: false }
}

function judgeGroups(decimal: Decimal, lines: ReadonlyMap<NumberShape, number>): NotationFinding {
  const doubtful = lines.get(signs[decimal].doubtful)
  const hasProof = lines.has(signs[decimal].grouped)
  return doubtful === undefined || hasProof ? { decimal, isShown: true } : groups(doubtful)
}

function mixed(one: number, two: number): NotationProblem {
  return { problem: 'mixed', line: Math.max(one, two), other: Math.min(one, two) }
}

function groups(line: number): NotationProblem {
  return { problem: 'groups', line, other: line }
}

function firstLines(cells: readonly LinedCell[]): ReadonlyMap<NumberShape, number> {
  const lines = new Map<NumberShape, number>()
  for (const { text, line } of cells) {
    const shape = numberShape(text)
    if (!lines.has(shape)) lines.set(shape, line)
  }
  return lines
}

/** Most cells of most tables. */
const pointNumber = /^-?\d{1,30}(\.\d{0,30})?$/

/** Rewrites a number of that notation with a decimal point, without groups and without what stands around it; what is no number stays. */
export function toPointNumber(cell: string, decimal: Decimal): string {
  if (decimal === '.' && pointNumber.test(cell)) return cell
  if (numberShape(cell) === 'none') return cell
  const { text } = toWrittenNumber(cell)
  return decimal === ',' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '')
}
