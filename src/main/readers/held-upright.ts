/** A photograph turned as its EXIF block says. */
import { exifOrientation } from './exif-orientation'
import type { ImageValue } from './source-value'
import { turnImage } from './turn-image'

/** Turns the image; null is no block. Notices: image/turned, image/exif-unreadable (then it stays as stored). */
export function heldUpright(image: ImageValue, exif: Uint8Array | null, file: string): ImageValue {
  if (exif === null) return image
  const orientation = exifOrientation(exif)
  if (orientation !== null) return turnImage(image, orientation, file)
  const notices = [...(image.notices ?? []), { code: 'image/exif-unreadable', details: { file } } as const]
  return { ...image, notices }
}
