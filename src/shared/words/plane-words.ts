/** Planes and slices as they are called. */
import type { Plane, Planes } from '../picture/planes'

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

/** Tilts below this are rounding. */
const leastTilt = 1

/** What there is to say of how a picture lies; empty where it lies straight in the patient. */
export function placeWords({ planes, tiltDegrees, shearDegrees }: Planes): string {
  if (planes[0]?.name === null) return 'shown as stored: the file does not say how it lies'
  if (tiltDegrees === null) return 'turned by the letters of the file, which gives no position'
  if (shearDegrees > leastTilt)
    return `axes not at right angles (sheared by ${shearDegrees.toFixed(0)}°): angles and distances are not true here`
  return tiltDegrees > leastTilt ? `tilted by ${tiltDegrees.toFixed(0)}°` : ''
}
