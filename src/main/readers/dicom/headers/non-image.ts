/** DICOM objects that lie among slices but hold no image. */
import type { DicomDataSet } from './dicom-data-set'
import { readMetaHeader } from './meta-header'

const STORAGE = '1.2.840.10008.5.1.4.1.1.'
const DIRECTORY = '1.2.840.10008.1.3.10'
/** Waveforms, presentation states, reports, documents, and what radiotherapy plans: structures, plans, records. */
const nonImages = [
  '9.',
  '11.',
  '88.',
  '104.',
  ...['3', '4', '5', '6', '7', '8', '9'].map((last) => `481.${last}`),
]

/** Tells whether a file holds pixels: directories, reports, structures, plans and headers alone do not. */
export function holdsImage({ pixelElement }: DicomDataSet): boolean {
  return pixelElement !== null
}

/**
 * Tells by its meta header alone whether a file is of a kind that never holds an image, so that a broken one is no slice that would be
 * missed. Source: PS3.4, B.5.
 */
export function namesNoImage(bytes: Uint8Array): boolean {
  const sopClass = readMetaHeader(bytes)?.sopClass ?? ''
  return sopClass === DIRECTORY || nonImages.some((kind) => sopClass.startsWith(`${STORAGE}${kind}`))
}
