/** Rectangles on a slice of the array -> the same on the screen, turned as the plane is. */
import type { PatchCell, PatchMap } from '../charts/patch-map'
import type { Plane, ShownAxis } from './planes'

/** The map was made with the rows and columns of the array: y and x, z and x, or z and y. */
export function turnMap(map: PatchMap, { rows, columns, slices }: Plane): PatchMap {
  const isTurned = (slices.axis === 'z' ? 'y' : 'z') !== rows.axis
  const turned = isTurned ? map.cells.map(transpose) : map.cells
  const cells = turned.map((cell) => ({
    ...cell,
    top: startOf(rows, cell.top, cell.height),
    left: startOf(columns, cell.left, cell.width),
  }))
  return { height: rows.count, width: columns.count, cells }
}

function transpose({ top, left, height, width, ...cell }: PatchCell): PatchCell {
  return { ...cell, top: left, left: top, height: width, width: height }
}

function startOf({ count, isFlipped }: ShownAxis, start: number, length: number): number {
  return isFlipped ? count - start - length : start
}
