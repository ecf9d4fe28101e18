/** 2 of 11: one DICOM file -> ImageValue. */
import { AppError } from '@shared/errors'
import type { ImageValue } from '../source-value'
import { convertToRgb, fromPalette, isLuminance } from './colour'
import { toPalette } from './palette'
import { createCellReader, type FrameCells } from './read-cells'
import { createStored, fillRescaled, largestValue } from './rescale'
import type { PixelDescription } from './pixel-description'
import type { ScannedSlice } from './scan-file'

/**
 * Reads one DICOM image (an X-ray, a photograph) as [rows, columns, 1 or 3], rescaled; geometry is not needed. Palettes and
 * luminance with colour differences become RGB. MONOCHROME1 is kept as stored (notice dicom/monochrome1).
 * Errors: dicom/multi-frame, and those of ScannedSlice.describePixels and the cell reader.
 */
export async function readDicomImage(slice: ScannedSlice): Promise<ImageValue> {
  const pixels = slice.describePixels()
  if (pixels.frames > 1) throw new AppError('dicom/multi-frame', { file: slice.file, frames: pixels.frames })
  const frame = await createCellReader()(slice, pixels)
  const image = toImage(slice, pixels, frame)
  if (pixels.photometric !== 'MONOCHROME1') return image
  return { ...image, notices: [{ code: 'dicom/monochrome1', details: { file: slice.file } }] }
}

function toImage(slice: ScannedSlice, pixels: PixelDescription, { cells, dataSet }: FrameCells): ImageValue {
  const { rows, columns, samplesPerPixel, photometric } = pixels
  if (photometric === 'PALETTE COLOR') {
    const palette = toPalette(dataSet)
    const values = fromPalette(cells, palette, createStored(pixels))
    return { kind: 'image', dims: [rows, columns, 3], values, maxValue: palette.maxValue }
  }
  const values = new Float32Array(cells.length)
  fillRescaled(values, 0, cells, pixels, slice)
  const maxValue = largestValue(pixels, slice)
  if (isLuminance(photometric)) convertToRgb(values, maxValue)
  return { kind: 'image', dims: [rows, columns, samplesPerPixel], values, maxValue }
}
