/** The values of parts over a slice, pixel by pixel: whatever grid the slice is of, each pixel is looked up where it lies on the model's. */
import { at } from '@shared/at'
import { toColour, type ColourScale } from '@shared/charts/colour-scale'
import type { ChartTheme } from '@shared/charts/theme'
import type { PartsAt } from '@shared/picture/part-at'
import { voxelAt, type Plane } from '@shared/picture/planes'
import { toLps } from '@shared/picture/lps'

export interface MapLayer {
  readonly partsAt: PartsAt
  /** One per part. */
  readonly values: readonly number[]
  readonly scale: ColourScale
}

type Triple = readonly [number, number, number]

/** Parts over every pixel of a slice, row by row: where several overlap all of them, where none is none. */
export function partsOver(
  plane: Plane,
  slice: number,
  toModel: readonly number[],
  { cover }: PartsAt,
): readonly (readonly number[])[] {
  // From pixel to pixel the place on the model's grid moves by the same step.
  const placeAt = (row: number, column: number): Triple =>
    toLps(toModel, voxelAt(plane, { row, column, slice }))
  const origin = placeAt(0, 0)
  const stepTo = (next: Triple): Triple => [next[0] - origin[0], next[1] - origin[1], next[2] - origin[2]]
  const across = stepTo(placeAt(0, 1))
  const down = stepTo(placeAt(1, 0))
  const place = (axis: 0 | 1 | 2, row: number, column: number): number =>
    Math.round(origin[axis] + row * down[axis] + column * across[axis])
  const { rows, columns } = plane
  return Array.from({ length: rows.count * columns.count }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / columns.count), pixel % columns.count]
    return cover(place(0, row, column), place(1, row, column), place(2, row, column))
  })
}

const steps = 255

/** Red, green, blue and alpha of every pixel; transparent where there is no part. Overlapping parts have their mean. */
export function colourParts(
  over: readonly (readonly number[])[],
  { values, scale }: Omit<MapLayer, 'partsAt'>,
  theme: ChartTheme,
): Uint8ClampedArray<ArrayBuffer> {
  const { limit } = scale
  const table = Array.from({ length: 2 * steps + 1 }, (_, step) =>
    toColour(((step - steps) / steps) * limit, scale, theme),
  )
  const rgba = new Uint8ClampedArray(4 * over.length)
  for (const [pixel, parts] of over.entries()) {
    if (parts.length === 0) continue
    const mean = parts.reduce((sum, part) => sum + at(values, part), 0) / parts.length
    const step = limit > 0 ? Math.round(steps * Math.max(-1, Math.min(1, mean / limit))) : 0
    const colour = table[step + steps]
    if (colour === undefined) continue
    rgba.set([colour.red, colour.green, colour.blue, 255 * colour.alpha], 4 * pixel)
  }
  return rgba
}

/** Pixels of a part as one rectangle around them; null where the slice does not cut it. */
export function boundsOf(
  over: readonly (readonly number[])[],
  part: number,
  { columns }: Plane,
): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
  for (const [pixel, parts] of over.entries()) {
    if (!parts.includes(part)) continue
    const [row, column] = [Math.floor(pixel / columns.count), pixel % columns.count]
    left = Math.min(left, column)
    right = Math.max(right, column)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}
