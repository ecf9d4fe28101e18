/** 2 of 11: one DICOM file -> the slices that its header describes. */
import { basename } from 'node:path'
import { isAppError } from '@shared/errors'
import { readBytes, readHead } from '../read-bytes'
import { formatOf } from '../source-format'
import { attributes } from './attributes'
import { parseDicom, type DicomDataSet } from './dicom-data-set'
import { holdsImage } from './non-image'
import type { PixelDescription } from './pixel-description'
import { checkPixels } from './check-pixels'
import { toSliceHeader, type SliceHeader } from './slice-header'

/** Headers of scanners with many private elements reach some tens of KiB; longer ones are read whole. */
const HEADER_BYTES = 65_536

/** A slice as its header describes it. */
export interface ScannedSlice extends SliceHeader {
  /** Checks that its pixels can be read and are all there. Errors: see checkPixels. */
  readonly describePixels: () => PixelDescription
}

/**
 * Reads the header of one file: one slice per frame; none when it is no DICOM file or one without an image (DICOMDIR,
 * structured report).
 * Errors: dicom/unreadable, dicom/missing, dicom/bad-value, file/not-found, file/unreadable.
 */
export async function scanFile(path: string): Promise<readonly ScannedSlice[]> {
  const head = await readHead(path, HEADER_BYTES)
  if (formatOf(head.bytes) !== 'dicom') return []
  const file = basename(path)
  const upToPixels = parseUpToPixels(head.bytes, file, head.sizeBytes)
  const dataSet = upToPixels ?? parseDicom(await readBytes(path), file)
  if (!holdsImage(dataSet)) return []
  const header = toSliceHeader(dataSet, path)
  // What was parsed may be longer than the file: inflated, or with a preamble that the file lacks.
  const sizeBytes =
    upToPixels === null ? dataSet.bytes.length : head.sizeBytes + dataSet.bytes.length - head.bytes.length
  const describePixels = settled(() => checkPixels(dataSet, sizeBytes))
  return [{ ...header, describePixels }]
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
