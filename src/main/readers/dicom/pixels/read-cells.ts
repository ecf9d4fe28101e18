/** The pixels of one frame as the file stores them. */
import { AppError } from '@shared/errors'
import { readBytes } from '../../../files/read-bytes'
import { attributes } from '../headers/attributes'
import { storedBytes } from './check-pixels'
import { codedColour, statedColour, type FrameColour } from './colour'
import { parseDicom, type DicomDataSet } from '../headers/dicom-data-set'
import { decoderOf } from './decoders/registry'
import type { PixelCells } from './decoders/pixel-decoder'
import { readFragments, toFrames } from './fragments'
import { frameBytes, frameCells, isPacked, type PixelDescription } from './pixel-description'
import type { SliceHeader } from '../headers/slice-header'
import { EXPLICIT_BIG } from '../headers/transfer-syntax'

export interface FrameCells {
  /** Bit patterns, or floating point numbers, [rows, columns, samples]. */
  readonly cells: PixelCells
  /** What the samples are; only `grey` has a single one that is a value. */
  readonly colour: FrameColour
  readonly dataSet: DicomDataSet
}

export type CellReader = (slice: SliceHeader, pixels: PixelDescription) => Promise<FrameCells>

interface OpenFile {
  readonly path: string
  readonly dataSet: DicomDataSet
  /** One stream of bytes per frame. */
  readonly frameOf: (frame: number) => Uint8Array
}

/** The bytes of one frame as they lie in the file, compressed or not. */
export interface StoredFrame {
  readonly frame: Uint8Array
  readonly dataSet: DicomDataSet
}

export type FrameReader = (slice: SliceHeader, pixels: PixelDescription) => Promise<StoredFrame>

/**
 * Makes a reader that keeps the last file open, so that the frames of one file are read and taken apart once.
 * Errors of the reader: dicom/unreadable, dicom/pixel-bytes, dicom/fragments, file/*.
 */
export function createFrameReader(): FrameReader {
  let open: OpenFile | null = null
  return async (slice, pixels) => {
    if (open?.path !== slice.path) open = await openFile(slice, pixels)
    return { frame: open.frameOf(slice.frame), dataSet: open.dataSet }
  }
}

/**
 * Makes a reader of decoded frames. Errors of the reader: those of the frame reader; dicom/pixels-unreadable,
 * dicom/unsupported-transfer-syntax, dicom/unsupported, dicom/coded-size, dicom/bad-value.
 */
export function createCellReader(): CellReader {
  const readFrame = createFrameReader()
  return async (slice, pixels) => {
    const { frame, dataSet } = await readFrame(slice, pixels)
    const { file } = slice
    const cells = await decoderOf(dataSet).decode(frame, pixels, file)
    const isCoded = dataSet.pixelElement?.isEncapsulated === true
    const colour = isCoded ? codedColour(frame, pixels.photometric) : statedColour(pixels.photometric)
    if (cells.length === frameCells(pixels)) return { cells, colour, dataSet }
    const expectedBytes = frameBytes(pixels)
    throw new AppError('dicom/pixel-bytes', { file, expectedBytes, actualBytes: cells.byteLength })
  }
}

async function openFile({ path, file }: SliceHeader, pixels: PixelDescription): Promise<OpenFile> {
  const dataSet = parseDicom(await readBytes(path), file)
  const { bytes, pixelElement: element } = dataSet
  if (element === null) throw new AppError('dicom/unreadable', { file })
  if (element.isEncapsulated) {
    const fragments = readFragments(bytes, element.offset, dataSet.raw(attributes.extendedOffsets), file)
    const frames = toFrames(fragments, pixels.frames, file)
    return { path, dataSet, frameOf: (frame) => frames[frame] ?? new Uint8Array(0) }
  }
  const end = element.offset + storedBytes(element, bytes.length)
  const all = bytes.subarray(element.offset, end)
  const isSwapped = dataSet.transferSyntax === EXPLICIT_BIG && element.isWords && pixels.bitsAllocated < 16
  const stored = isSwapped ? swapPairs(all) : all
  return { path, dataSet, frameOf: (frame) => nativeFrame(stored, pixels, frame) }
}

function nativeFrame(stored: Uint8Array, pixels: PixelDescription, frame: number): Uint8Array {
  if (isPacked(pixels)) return packedFrame(stored, pixels, frame)
  const length = frameBytes(pixels)
  return stored.subarray(frame * length, (frame + 1) * length)
}

/** A frame of packed cells may begin in the middle of a byte. */
function packedFrame(stored: Uint8Array, pixels: PixelDescription, frame: number): Uint8Array {
  const count = frameCells(pixels) * pixels.bitsAllocated
  const first = frame * count
  if (first % 8 === 0) return stored.subarray(first / 8, Math.ceil((first + count) / 8))
  const packed = new Uint8Array(Math.ceil(count / 8))
  for (let index = 0; index < count; index += 1) {
    const from = first + index
    const bit = ((stored[from >> 3] ?? 0) >> (from & 7)) & 1
    packed[index >> 3] = (packed[index >> 3] ?? 0) | (bit << (index & 7))
  }
  return packed
}

function swapPairs(bytes: Uint8Array): Uint8Array {
  const swapped = bytes.slice()
  for (let index = 0; index + 1 < swapped.length; index += 2) {
    swapped[index] = bytes[index + 1] ?? 0
    swapped[index + 1] = bytes[index] ?? 0
  }
  return swapped
}
