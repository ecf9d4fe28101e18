/** 2 of 11: DICOM files from disk: the header alone, or the pixels of one slice. */
import { basename } from 'node:path'
import { AppError, isAppError } from '@shared/errors'
import { readBytes, readHead } from '../read-bytes'
import { formatOf } from '../source-format'
import { attributes } from './attributes'
import { parseDicom, type DicomDataSet } from './dicom-data-set'
import { decoderFor } from './decoders/registry'
import type { PixelCells } from './decoders/pixel-decoder'
import { holdsImage } from './non-image'
import { frameBytes, type PixelDescription } from './pixel-description'
import { checkPixels, storedBytes, toSliceHeader, type SliceHeader } from './slice-header'

/** Headers of scanners with many private elements reach some tens of KiB; longer ones are read whole. */
const HEADER_BYTES = 65_536

/** A slice as its header describes it. */
export interface ScannedSlice extends SliceHeader {
  /** Checks that its pixels can be read and are all there. Errors: see checkPixels. */
  readonly describePixels: () => PixelDescription
}

/**
 * Reads the header of one file; null when it is no DICOM file or one without an image (DICOMDIR, structured report).
 * Errors: dicom/unreadable, dicom/missing, dicom/bad-value, file/not-found, file/unreadable.
 */
export async function scanSlice(path: string): Promise<ScannedSlice | null> {
  const head = await readHead(path, HEADER_BYTES)
  if (formatOf(head.bytes) !== 'dicom') return null
  const file = basename(path)
  const dataSet = parseUpToPixels(head.bytes, file, head.sizeBytes) ?? parseDicom(await readBytes(path), file)
  if (!holdsImage(dataSet)) return null
  const header = toSliceHeader(dataSet, path)
  return { ...header, describePixels: settled(() => checkPixels(dataSet, header, head.sizeBytes)) }
}

/** Checks at once, so that the bytes of the header can go, but complains only when this slice is really used. */
function settled(check: () => PixelDescription): () => PixelDescription {
  try {
    const pixels = check()
    return () => pixels
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown
    return () => {
      throw thrown
    }
  }
}

/**
 * Reads and decodes the pixels of a slice as bit patterns, [rows, columns, samples].
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

/** The beginning of a file is enough when the pixels begin in it; null asks for the whole. */
function parseUpToPixels(head: Uint8Array, file: string, sizeBytes: number): DicomDataSet | null {
  const isWhole = head.length === sizeBytes
  try {
    const dataSet = parseDicom(head, file)
    return isWhole || dataSet.has(attributes.pixelData) ? dataSet : null
  } catch (thrown) {
    if (isWhole || (isAppError(thrown) && thrown.code !== 'dicom/unreadable')) throw thrown
    return null
  }
}
