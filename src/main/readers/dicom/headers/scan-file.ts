/** One DICOM file -> the slices that its header describes. */
import { basename } from 'node:path'
import { isAppError } from '@shared/errors'
import { readBytes, readHead, type FileHead } from '../../../files/read-bytes'
import { formatOf } from '../../source-format'
import { attributes } from './attributes'
import { parseDicom, type DicomDataSet } from './dicom-data-set'
import { holdsImage, namesNoImage } from './non-image'
import type { PixelDescription } from '../pixels/pixel-description'
import { checkPixels } from '../pixels/check-pixels'
import { toFrameHeaders } from './frame-headers'
import { toPetHeader } from '../pet/pet-header'
import { toSliceHeader, type SliceHeader } from './slice-header'

/** Headers of scanners with many private elements reach some tens of KiB; longer ones are read whole. */
const HEADER_BYTES = 65_536

/** A slice as its header describes it. */
export interface ScannedSlice extends SliceHeader {
  /** Checks that its pixels can be read and are all there. Errors: see checkPixels. */
  readonly describePixels: () => PixelDescription
  /** Checks that its place among the frames of its file is known. Errors: see toFrameHeaders. */
  readonly checkFrames: () => void
}

/**
 * Reads the header of one file: one slice per frame, or per tile of a mosaic; frames whose place is unknown count as one, which says so
 * when a volume is made of it. None when it is no DICOM file or one without an image (DICOMDIR, structured report).
 * Errors: dicom/unreadable, dicom/missing, dicom/bad-value, file/not-found, file/unreadable.
 */
export async function scanFile(path: string): Promise<readonly ScannedSlice[]> {
  const head = await readHead(path, HEADER_BYTES)
  if (formatOf(head.bytes) !== 'dicom') return []
  try {
    return await scanDicom(path, head)
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'dicom/unreadable' && namesNoImage(head.bytes)) return []
    throw thrown
  }
}

/** Parses a file up to its pixels, for all that it says. Errors: dicom/unreadable, file/not-found, file/unreadable. */
export async function readDataSet(path: string): Promise<DicomDataSet> {
  return parseHead(path, await readHead(path, HEADER_BYTES))
}

async function parseHead(path: string, head: FileHead): Promise<DicomDataSet> {
  const file = basename(path)
  return parseUpToPixels(head.bytes, file, head.sizeBytes) ?? parseDicom(await readBytes(path), file)
}

async function scanDicom(path: string, head: FileHead): Promise<readonly ScannedSlice[]> {
  const file = basename(path)
  const upToPixels = parseUpToPixels(head.bytes, file, head.sizeBytes)
  const dataSet = upToPixels ?? parseDicom(await readBytes(path), file)
  if (!holdsImage(dataSet)) return []
  const header = toSliceHeader(dataSet, path, toPetHeader(dataSet))
  // What was parsed may be longer than the file: inflated, or with a preamble that the file lacks.
  const sizeBytes =
    upToPixels === null ? dataSet.bytes.length : head.sizeBytes + dataSet.bytes.length - head.bytes.length
  const describePixels = settled(() => checkPixels(dataSet, sizeBytes))
  const frames = settled(() => toFrameHeaders(dataSet, header))
  return framesOr(frames, header).map((slice) => ({ ...slice, describePixels, checkFrames: frames }))
}

/** An image needs no place, so frames without one are no error yet. */
function framesOr(frames: () => readonly SliceHeader[], header: SliceHeader): readonly SliceHeader[] {
  try {
    return frames()
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown
    return [header]
  }
}

/** Checks at once, so that the bytes of the header can go, but complains only when this slice is really used. */
function settled<T>(check: () => T): () => T {
  try {
    const found = check()
    return () => found
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
