/** Planes and slices as they are called. */
import type { Plane } from '../picture/planes'

/** Counted from 1 in the order of the screen: axial from the head, coronal from the front, sagittal from the right. */
export function shownSlice({ slices }: Plane, index: number): number {
  return (slices.isFlipped ? slices.count - 1 - index : index) + 1
}

/** Of a slice of the array; empty for an image as it is stored. */
export function sliceWords(plane: Plane, index: number): string {
  const { name, slices } = plane
  if (slices.count === 1) return name ?? ''
  const place = `slice ${shownSlice(plane, index)} of ${slices.count}`
  return name === null ? `${place} along ${slices.axis}, as stored` : `${name} ${place}`
}
