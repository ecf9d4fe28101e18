/** Beside the flow: one value per part, patch or label, -> rectangles over an image or over a slice of a volume. */
import { at } from '../at'
import { labelPartsOf } from '../label-parts-of'
import { partNames, type LabelsLayout, type PartLayout } from '../part'
import { axisNumber, toPatchMap, type PatchCell, type PatchMap, type SlicePlace } from './patch-map'

/** Null for what does not lie on a picture. */
export function toPartMap(
  layout: PartLayout,
  values: readonly number[],
  slice?: SlicePlace,
): PatchMap | null {
  if (layout.kind === 'grid') return toPatchMap(layout, values, slice)
  return layout.kind === 'labels' ? toLabelMap(layout, values, slice) : null
}

/** A stretch of one part in a row of the picture. */
interface Stretch {
  readonly part: number
  readonly left: number
  readonly width: number
}

/** Every label as rectangles with its name; stretches that go on in the next row are one of them. */
function toLabelMap(layout: LabelsLayout, values: readonly number[], slice?: SlicePlace): PatchMap {
  const { dims } = layout
  const names = partNames(layout)
  const cut = dims.length === 3 ? axisNumber[slice?.axis ?? 'z'] : null
  const [rows, columns] = [0, 1, 2].slice(0, dims.length).filter((axis) => axis !== cut)
  // A case without the modality has no map.
  if (rows === undefined || columns === undefined) return { height: 0, width: 0, cells: [] }
  const [height, width] = [at(dims, rows), at(dims, columns)]
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, one) => product * one, 1))
  const first = cut === null ? 0 : (slice?.index ?? 0) * at(strides, cut)
  const parts = labelPartsOf(layout)
  const partAt = (row: number, column: number): number =>
    at(parts, first + row * at(strides, rows) + column * at(strides, columns))
  const cells: PatchCell[] = []
  let open = new Map<string, { readonly stretch: Stretch; readonly top: number }>()
  for (let row = 0; row <= height; row += 1) {
    const stretches = row === height ? [] : stretchesOf(width, (column) => partAt(row, column))
    const next = new Map(
      stretches.map((stretch) => {
        const key = `${stretch.part} ${stretch.left} ${stretch.width}`
        return [key, open.get(key) ?? { stretch, top: row }] as const
      }),
    )
    for (const [key, { stretch, top }] of open) {
      if (next.has(key)) continue
      const { part, left, width: length } = stretch
      const [value, name] = [at(values, part), at(names, part)]
      cells.push({ top, left, height: row - top, width: length, value, name })
    }
    open = next
  }
  return { height, width, cells }
}

function stretchesOf(width: number, partAt: (column: number) => number): Stretch[] {
  const stretches: Stretch[] = []
  let left = 0
  for (let column = 1; column <= width; column += 1) {
    const part = partAt(left)
    if (column < width && partAt(column) === part) continue
    if (part >= 0) stretches.push({ part, left, width: column - left })
    left = column
  }
  return stretches
}
