/** 2 of 11: one DICOM file -> ImageValue. */
import type { ImageValue } from '../source-value'
import { readCells } from './read-cells'
import type { ScannedSlice } from './scan-file'
import { fillRescaled, largestValue } from './rescale'

/**
 * Reads one DICOM image (an X-ray, a photograph) as [rows, columns, 1 or 3], rescaled; geometry is not needed.
 * MONOCHROME1 is kept as stored (notice dicom/monochrome1). Errors: those of ScannedSlice.describePixels and readCells.
 */
export async function readDicomImage(slice: ScannedSlice): Promise<ImageValue> {
  const pixels = slice.describePixels()
  const cells = await readCells(slice, pixels)
  const values = new Float32Array(cells.length)
  fillRescaled(values, 0, cells, pixels, slice)
  const image: ImageValue = {
    kind: 'image',
    dims: [pixels.rows, pixels.columns, pixels.samplesPerPixel],
    values,
    maxValue: largestValue(pixels, slice),
  }
  if (pixels.photometric !== 'MONOCHROME1') return image
  return { ...image, notices: [{ code: 'dicom/monochrome1', details: { file: slice.file } }] }
}
