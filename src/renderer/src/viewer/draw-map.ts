/** The values of parts over a slice as colours. */
import { at, noEntry } from '@shared/at'
import { overPicture, type ColourScale } from '@shared/charts/colour-scale'
import type { PartsAt } from '@shared/picture/part-at'
import { packRgba } from './packed-rgba'
import type { PartsOver } from './parts-over'

export interface MapLayer {
  readonly partsAt: PartsAt
  /** One per part. */
  readonly values: readonly number[]
  readonly scale: ColourScale
}

/** Red, green, blue and alpha of every pixel; transparent where there is no part. Overlapping parts have their mean. */
export function colourParts(
  { keys, partsOf }: PartsOver,
  { values, scale }: Omit<MapLayer, 'partsAt'>,
): Uint8ClampedArray<ArrayBuffer> {
  const packed = new Uint32Array(keys.length)
  const colours = new Map<number, number>()
  const colourOf = (key: number): number => {
    const parts = partsOf(key)
    if (parts.length === 0) return 0
    const mean = parts.reduce((sum, part) => sum + at(values, part), 0) / parts.length
    const { red, green, blue, alpha } = overPicture(mean, scale)
    return packRgba(red, green, blue, 255 * alpha)
  }
  // Neighbours mostly have the same colour, for which it is not looked up again.
  let last: number | undefined
  let lastColour = 0
  for (let pixel = 0; pixel < keys.length; pixel += 1) {
    const key = keys[pixel]
    if (key === undefined) throw noEntry(pixel, keys.length)
    if (key !== last) {
      last = key
      lastColour = colours.get(key) ?? colourOf(key)
      colours.set(key, lastColour)
    }
    packed[pixel] = lastColour
  }
  return new Uint8ClampedArray(packed.buffer)
}
