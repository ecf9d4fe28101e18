/** Borders of the parts of a slice: lines between pixels that belong to different ones. */

import { nowhere } from '@shared/picture/part-at'

/** Lines in pixels of the slice, by the key of the part on either side: [x, y, x, y, ...] from and to. */
export type EdgeLines = ReadonlyMap<number, readonly number[]>

/** `keyAt` tells what a pixel belongs to. */
export function edgeLines(columns: number, rows: number, keyAt: (pixel: number) => number): EdgeLines {
  const lines = new Map<number, number[]>()
  const add = (key: number, line: readonly number[]): void => {
    if (key === nowhere) return
    const known = lines.get(key) ?? []
    known.push(...line)
    lines.set(key, known)
  }
  const between = (one: number, other: number, line: readonly number[]): void => {
    if (one === other) return
    add(one, line)
    add(other, line)
  }
  const key = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? nowhere : keyAt(row * columns + column)
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) {
      const own = key(column, row)
      between(own, key(column - 1, row), [column, row, column, row + 1])
      between(own, key(column, row - 1), [column, row, column + 1, row])
    }
  }
  return lines
}
