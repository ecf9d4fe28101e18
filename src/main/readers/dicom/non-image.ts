/** 2 of 11: DICOM objects that lie among slices but hold no image. */
import type { DicomDataSet } from './dicom-data-set'

/** Tells whether a file holds pixels: directories, reports, structures, plans and headers alone do not. */
export function holdsImage({ pixelElement }: DicomDataSet): boolean {
  return pixelElement !== null
}
