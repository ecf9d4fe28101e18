/** One DICOM file -> ImageValue. */
import { AppError, type ErrorData } from '@shared/errors'
import type { ImageValue } from '../source-value'
import { fromPalette, fullToRgb, statedColour, videoToRgb } from './pixels/colour'
import { toPalette } from './pixels/palette'
import { createCellReader, type FrameCells } from './pixels/read-cells'
import { toImagePlace } from './headers/image-place'
import { toPixelSize } from './headers/pixel-size'
import { createStored, fillRescaled, largestValue, type Rescale } from './pixels/rescale'
import type { PixelDescription } from './pixels/pixel-description'
import type { ScannedSlice } from './headers/scan-file'

const asStored: Rescale = { slope: 1, intercept: 0, lut: null }

/**
 * Reads one DICOM image (an X-ray, a photograph) as [rows, columns, 1 or 3], rescaled, with the size of its pixels and its place. Palettes and
 * luminance with colour differences become RGB. MONOCHROME1 is kept as stored (notice dicom/monochrome1); a compressed image whose
 * colours are others than its header says is read as it says itself (notice dicom/colour-label). Windows are told, not applied.
 * Errors: dicom/multi-frame, dicom/unsupported, dicom/palette, and those of ScannedSlice.describePixels and the cell reader.
 */
export async function readDicomImage(slice: ScannedSlice): Promise<ImageValue> {
  const pixels = slice.describePixels()
  if (pixels.frames > 1) throw new AppError('dicom/multi-frame', { file: slice.file, frames: pixels.frames })
  const frame = await createCellReader()(slice, pixels)
  const plain = {
    ...(frame.colour === 'grey' ? toGrey(slice, pixels, frame) : toRgb(slice, pixels, frame)),
    ...toImagePlace(frame.dataSet, slice),
    files: [{ path: slice.path, frame: slice.frame }],
  }
  const pixelSize = toPixelSize(frame.dataSet, slice)
  const image = pixelSize === null ? plain : { ...plain, pixelSize }
  const notices = noticesOf(slice.file, pixels, frame)
  return notices.length === 0 ? image : { ...image, notices }
}

function toGrey(slice: ScannedSlice, pixels: PixelDescription, { cells }: FrameCells): ImageValue {
  const values = new Float32Array(cells.length)
  fillRescaled(values, 0, cells, pixels, slice)
  return {
    kind: 'image',
    dims: [pixels.rows, pixels.columns, 1],
    values,
    maxValue: largestValue(pixels, slice),
    ...(slice.windows.length === 0 ? {} : { windows: slice.windows }),
  }
}

function toRgb(slice: ScannedSlice, pixels: PixelDescription, frame: FrameCells): ImageValue {
  const { file, slope, intercept, lut } = slice
  if (slope !== 1 || intercept !== 0 || lut !== null) {
    throw new AppError('dicom/unsupported', { file, what: 'a rescale of colours' })
  }
  const dims = [pixels.rows, pixels.columns, 3] as const
  const { cells, colour } = frame
  if (colour === 'palette') {
    const palette = toPalette(frame.dataSet)
    const values = fromPalette(cells, palette, createStored(pixels))
    return { kind: 'image', dims, values, maxValue: palette.maxValue }
  }
  if (pixels.isSigned || pixels.isFloat) {
    throw new AppError('dicom/unsupported', { file, what: 'colours that are no unsigned whole numbers' })
  }
  const values = new Float32Array(cells.length)
  fillRescaled(values, 0, cells, pixels, asStored)
  const maxValue = largestValue(pixels, asStored)
  if (colour === 'luminance') fullToRgb(values, maxValue)
  if (colour === 'video-luminance') videoToRgb(values)
  return { kind: 'image', dims, values, maxValue }
}

function noticesOf(file: string, { photometric }: PixelDescription, { colour }: FrameCells): ErrorData[] {
  if (photometric === 'MONOCHROME1') return [{ code: 'dicom/monochrome1', details: { file } }]
  if (colour === statedColour(photometric)) return []
  const coded = colour === 'rgb' ? 'RGB' : 'luminance and colour differences (YBR_FULL)'
  return [{ code: 'dicom/colour-label', details: { file, label: photometric, coded } }]
}
