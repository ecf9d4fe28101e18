/** Which rows of a list of fixed height are in view. */

export interface RowWindow {
  /** From 0; rows from here on are drawn. */
  readonly first: number
  /** The last row that is drawn. */
  readonly last: number
}

/** Some rows beyond both edges, so that scrolling finds them drawn. */
const beyond = 6

export function windowOfRows(scrollTop: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond)
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) + beyond)
  return { first: Math.min(first, Math.max(0, last)), last }
}
