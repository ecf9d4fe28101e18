/** The segments of a JPEG-LS stream: its frame, its presets and its scans. */
import type { JpegLsPreset } from './jpeg-ls-coding'

/** How the components of a scan follow each other: one after the other, line by line or sample by sample. */
export type Interleave = 'none' | 'line' | 'sample'

export interface JpegLsScan {
  /** Indices of its components among those of the frame. */
  readonly components: readonly number[]
  readonly interleave: Interleave
  /** Largest error of a sample; 0 is lossless. */
  readonly near: number
  readonly preset: JpegLsPreset
  /** Its coded samples; the marker behind them is not among them. */
  readonly coded: Uint8Array
}

export interface JpegLsHeader {
  readonly columns: number
  readonly rows: number
  readonly bits: number
  readonly scans: readonly JpegLsScan[]
  /** Samples are indices into a table of the stream. */
  readonly hasTable: boolean
  /** HP's transform of colours (not in the standard). */
  readonly hasColourTransform: boolean
}

interface Frame extends Pick<JpegLsHeader, 'columns' | 'rows' | 'bits'> {
  /** Names of the components. */
  readonly names: readonly number[]
}

interface Segment {
  readonly marker: number
  /** Without marker and length. */
  readonly content: DataView
  /** Where the next one begins, or the coded samples of a scan. */
  readonly end: number
}

const FRAME = 0xf7
const PRESET = 0xf8
const SCAN = 0xda
const END = 0xd9
const HP_SEGMENT = 0xe8
const HP_NAME = 0x6d726678
const interleaves = ['none', 'line', 'sample'] as const
const noPreset: JpegLsPreset = { maxValue: 0, thresholds: [0, 0, 0], reset: 0 }

/** Reads all segments of a JPEG-LS stream; null for another stream and where one breaks off. Source: ITU-T T.87, annex C. */
export function toJpegLsHeader(stream: Uint8Array): JpegLsHeader | null {
  let frame: Frame | null = null
  let preset = noPreset
  let hasTable = false
  let hasColourTransform = false
  const scans: JpegLsScan[] = []
  try {
    for (let at = 2; ;) {
      const segment = segmentAt(stream, at)
      const { marker, content } = segment
      at = segment.end
      if (marker === END) break
      if (marker === FRAME) frame = toFrame(content)
      // Types 2 and 3 are mapping tables, 1 are the presets, 4 is the size of large images.
      if (marker === PRESET && content.getUint8(0) === 1) preset = toPreset(content)
      if (marker === PRESET && content.getUint8(0) !== 1) hasTable ||= content.getUint8(0) < 4
      if (marker === HP_SEGMENT) hasColourTransform ||= isColourTransform(content)
      if (marker !== SCAN) continue
      if (frame === null) return null
      const end = codedEnd(stream, at)
      const scan = toScan(content, frame, preset, stream.subarray(at, end))
      if (scan === null) return null
      hasTable ||= usesTable(content)
      scans.push(scan)
      at = end
    }
  } catch (thrown) {
    // Reading beyond the end: the stream breaks off inside a segment.
    if (thrown instanceof RangeError) return null
    throw thrown
  }
  if (frame === null || scans.length === 0) return null
  const { columns, rows, bits } = frame
  return { columns, rows, bits, scans, hasTable, hasColourTransform }
}

function segmentAt(stream: Uint8Array, from: number): Segment {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  let at = from
  // Any number of 0xff may come before a marker.
  while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1
  if (view.getUint8(at) !== 0xff) throw new RangeError('no marker')
  const marker = view.getUint8(at + 1)
  if (marker === END) return { marker, content: new DataView(new ArrayBuffer(0)), end: at + 2 }
  const length = view.getUint16(at + 2)
  const content = new DataView(stream.buffer, stream.byteOffset + at + 4, length - 2)
  return { marker, content, end: at + 2 + length }
}

/** Behind a byte of ones, coded samples go on with a bit of 0, a marker with one of 1 (T.87, A.1). */
function codedEnd(stream: Uint8Array, from: number): number {
  for (let at = stream.indexOf(0xff, from); at >= 0; at = stream.indexOf(0xff, at + 1)) {
    if ((stream[at + 1] ?? 0) >= 0x80) return at
  }
  return stream.length
}

function toFrame(content: DataView): Frame {
  const names = Array.from({ length: content.getUint8(5) }, (_, index) => content.getUint8(6 + 3 * index))
  return { bits: content.getUint8(0), rows: content.getUint16(1), columns: content.getUint16(3), names }
}

function toPreset(content: DataView): JpegLsPreset {
  const [maxValue = 0, t1 = 0, t2 = 0, t3 = 0, reset = 0] = Array.from({ length: 5 }, (_, index) =>
    content.getUint16(1 + 2 * index),
  )
  return { maxValue, thresholds: [t1, t2, t3], reset }
}

function toScan(content: DataView, { names }: Frame, preset: JpegLsPreset, coded: Uint8Array) {
  const count = content.getUint8(0)
  const components = Array.from({ length: count }, (_, index) =>
    names.indexOf(content.getUint8(1 + 2 * index)),
  )
  const interleave = interleaves[content.getUint8(2 + 2 * count)]
  const isKnown = interleave !== undefined && components.every((component) => component >= 0)
  // Several components cannot share a scan that does not interleave them (T.87, C.2.3).
  if (!isKnown || (interleave === 'none' && count > 1)) return null
  return { components, interleave, near: content.getUint8(1 + 2 * count), preset, coded }
}

function usesTable(content: DataView): boolean {
  const count = content.getUint8(0)
  return Array.from({ length: count }, (_, index) => content.getUint8(2 + 2 * index)).some((id) => id > 0)
}

function isColourTransform(content: DataView): boolean {
  return content.byteLength >= 5 && content.getUint32(0) === HP_NAME && content.getUint8(4) !== 0
}
