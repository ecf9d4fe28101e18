/** 1 of 11: how one cell writes a number, as far as the cell alone can say. */

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

const shapes: readonly (readonly [NumberShape, RegExp])[] = [
  ['plain', /^\d+(e[+-]?\d+)?$/i],
  ['point-or-group', /^[1-9]\d{0,2}\.\d{3}$/],
  ['comma-or-group', /^[1-9]\d{0,2},\d{3}$/],
  ['point', /^(\d+\.\d*|\.\d+)(e[+-]?\d+)?$/i],
  ['comma', /^(\d+,\d*|,\d+)(e[+-]?\d+)?$/i],
  ['grouped-comma', /^\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})$/],
  ['grouped-point', /^\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/],
]

/** Names the shape of a cell without outer blanks; a sign in front does not count. */
export function numberShape(text: string): NumberShape {
  const unsigned = text.replace(/^[+-]/, '')
  return shapes.find(([, pattern]) => pattern.test(unsigned))?.[0] ?? 'none'
}
