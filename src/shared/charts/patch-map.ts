/** Beside the flow: one value per patch -> rectangles over an image or over a slice of a volume. */
import { gridCounts, type GridLayout } from '../part'

/** A rectangle in pixels of the model's image, first row and column 0. */
export interface PatchCell {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
  readonly value: number
  /** What it is called, where it is not told by its place. */
  readonly name?: string
}

export interface PatchMap {
  readonly height: number
  readonly width: number
  readonly cells: readonly PatchCell[]
}

export interface SlicePlace {
  readonly axis: 'z' | 'y' | 'x'
  readonly index: number
}

interface Span {
  readonly start: number
  readonly length: number
  /** Steps of the grid that cover the span. */
  readonly steps: readonly number[]
}

export const axisNumber = { z: 0, y: 1, x: 2 } as const

/**
 * Lays values over the pixels: `values` [partCount] in part order (last axis fastest). A volume wants the slice;
 * an image ignores it, and a line is one row. Where patches overlap, a rectangle has the mean of those that cover it; a gap has none.
 */
export function toPatchMap(given: GridLayout, values: readonly number[], slice?: SlicePlace): PatchMap {
  const layout = given.dims.length === 1 ? asRow(given) : given
  const cut = layout.dims.length === 3 ? axisNumber[slice?.axis ?? 'z'] : null
  const [rows, columns] = [0, 1, 2].slice(0, layout.dims.length).filter((axis) => axis !== cut)
  const counts = gridCounts(layout)
  if (rows === undefined || columns === undefined) return { height: 0, width: 0, cells: [] }
  const strides = counts.map((_, axis) =>
    counts.slice(axis + 1).reduce((product, count) => product * count, 1),
  )
  const depth =
    cut === null
      ? [0]
      : coveringSteps(layout, cut, slice?.index ?? 0).map((step) => step * (strides[cut] ?? 1))
  const rowSpans = axisSpans(layout, rows)
  const columnSpans = axisSpans(layout, columns)
  const mean = (row: Span, column: Span): number => {
    let sum = 0
    for (const start of depth) {
      for (const y of row.steps) {
        for (const x of column.steps)
          sum += values[start + y * (strides[rows] ?? 1) + x * (strides[columns] ?? 1)] ?? 0
      }
    }
    return sum / (depth.length * row.steps.length * column.steps.length)
  }
  const cells =
    depth.length === 0
      ? []
      : rowSpans.flatMap((row) => columnSpans.map((column) => toCell(row, column, mean(row, column))))
  return { height: layout.dims[rows] ?? 0, width: layout.dims[columns] ?? 0, cells }
}

function asRow({ dims, size, stride }: GridLayout): GridLayout {
  return { kind: 'grid', dims: [1, ...dims], size: [1, ...size], stride: [1, ...stride] }
}

function toCell(row: Span, column: Span, value: number): PatchCell {
  return { top: row.start, left: column.start, height: row.length, width: column.length, value }
}

function coveringSteps(layout: GridLayout, axis: number, place: number): number[] {
  const size = layout.size[axis] ?? 1
  const stride = layout.stride[axis] ?? 1
  const count = gridCounts(layout)[axis] ?? 0
  const first = Math.max(0, Math.ceil((place - size + 1) / stride))
  const last = Math.min(count - 1, Math.floor(place / stride))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step)
}

/** Cuts an axis wherever a patch begins or ends; spans without a patch are left out. */
function axisSpans(layout: GridLayout, axis: number): Span[] {
  const length = layout.dims[axis] ?? 0
  const size = layout.size[axis] ?? 1
  const stride = layout.stride[axis] ?? 1
  const count = gridCounts(layout)[axis] ?? 0
  const cuts = new Set([0, length])
  for (let step = 0; step < count; step += 1) {
    cuts.add(Math.min(length, step * stride))
    cuts.add(Math.min(length, step * stride + size))
  }
  const places = [...cuts].sort((one, other) => one - other)
  return places.slice(0, -1).flatMap((start, index) => {
    const steps = coveringSteps(layout, axis, start)
    const end = places[index + 1] ?? length
    return steps.length === 0 ? [] : [{ start, length: end - start, steps }]
  })
}
