/** How one cell writes a number, as far as the cell alone can say. */
import { toWrittenNumber } from './written-number'

/**
 * plain: no point and no comma. grouped-*: with groups of thousands, named after its decimal sign. *-or-group: 1.234 and 1,234, whose
 * sign may as well be one of thousands. none: no number.
 */
export type NumberShape =
  | 'plain'
  | 'point'
  | 'comma'
  | 'grouped-point'
  | 'grouped-comma'
  | 'point-or-group'
  | 'comma-or-group'
  | 'none'

/** Groups of two below the last three (1,23,456) are Indian, and nobody has them beside a decimal comma. */
const shapes: readonly (readonly [NumberShape, RegExp])[] = [
  ['plain', /^\d+(e[+-]?\d+)?$/i],
  ['point-or-group', /^[1-9]\d{0,2}\.\d{3}$/],
  ['comma-or-group', /^[1-9]\d{0,2},\d{3}$/],
  ['point', /^(\d+\.\d*|\.\d+)(e[+-]?\d+)?$/i],
  ['comma', /^(\d+,\d*|,\d+)(e[+-]?\d+)?$/i],
  ['grouped-comma', /^\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})$/],
  ['grouped-point', /^\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/],
  ['grouped-point', /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/],
]

/** Most numbers of most tables, and nothing that could mean something else. */
const usual = /^-?\d+\.(\d{4,}|\d{0,2})$/

/** Longer cells are texts, which are not worth a look. */
const longestNumber = 64

/** Names the shape of a cell; sign, limit (<5), percent and groups by apostrophes or blanks do not count. */
export function numberShape(cell: string): NumberShape {
  if (cell.length > longestNumber) return 'none'
  if (usual.test(cell)) return 'point'
  const unsigned = toWrittenNumber(cell).text.replace(/^-/, '')
  return shapes.find(([, pattern]) => pattern.test(unsigned))?.[0] ?? 'none'
}
