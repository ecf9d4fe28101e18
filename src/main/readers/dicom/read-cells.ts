/** 2 of 11: the pixels of one frame as the file stores them. */
import { AppError } from '@shared/errors'
import { readBytes } from '../read-bytes'
import { parseDicom } from './dicom-data-set'
import { decoderFor } from './decoders/registry'
import type { PixelCells } from './decoders/pixel-decoder'
import { frameBytes, type PixelDescription } from './pixel-description'
import { storedBytes, type SliceHeader } from './slice-header'

/**
 * Reads and decodes the pixels of a frame as bit patterns, [rows, columns, samples].
 * Errors: dicom/unreadable, dicom/pixel-bytes, dicom/unsupported-transfer-syntax, file/*.
 */
export async function readCells(slice: SliceHeader, pixels: PixelDescription): Promise<PixelCells> {
  const { file } = slice
  const bytes = await readBytes(slice.path)
  const element = parseDicom(bytes, file).pixelElement
  if (element === null || element.isEncapsulated) throw new AppError('dicom/unreadable', { file })
  const frame = bytes.subarray(element.offset, element.offset + storedBytes(element, bytes.length))
  const cells = await decoderFor(slice.transferSyntax, file).decode(frame, pixels, file)
  const expectedBytes = frameBytes(pixels)
  if (cells.byteLength === expectedBytes) return cells
  throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: cells.byteLength })
}
