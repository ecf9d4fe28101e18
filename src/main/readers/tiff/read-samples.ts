/** The samples of a TIFF page, strips and tiles put in their places. */
import { unpackSamples } from '../png/unpack-samples'
import { segmentBytes } from './segment-bytes'
import { segmentGrid, type TiffLayout } from './tiff-layout'
import { undoPredictor } from './undo-predictor'

/** One strip or tile: where it begins and what it holds. */
interface Segment {
  readonly x: number
  readonly y: number
  readonly height: number
  /** First sample of a pixel that it holds, and how many. */
  readonly firstSample: number
  readonly samples: number
}

/**
 * Reads all samples as [height, width, samples], as stored, rounded to float32.
 * Errors: image/damaged, naming the strip or tile. Limits: those of `toTiffLayout`.
 */
export function readSamples(
  bytes: Uint8Array,
  layout: TiffLayout,
  littleEndian: boolean,
  file: string,
): Float32Array {
  const values = new Float32Array(layout.width * layout.height * layout.samples)
  const { across, down } = segmentGrid(layout)
  layout.offsets.forEach((_, index) => {
    const inPlane = index % (across * down)
    const y = Math.floor(inPlane / across) * layout.segmentHeight
    const segment: Segment = {
      x: (inPlane % across) * layout.segmentWidth,
      y,
      height: layout.tiled ? layout.segmentHeight : Math.min(layout.segmentHeight, layout.height - y),
      firstSample: layout.planar ? Math.floor(index / (across * down)) : 0,
      samples: layout.planar ? 1 : layout.samples,
    }
    const rowBytes = Math.ceil((layout.segmentWidth * segment.samples * layout.bits) / 8)
    const stored = segmentBytes(bytes, layout, index, rowBytes * segment.height, file)
    placeSegment(values, layout, segment, sampleReader(stored, layout, segment, littleEndian))
  })
  return values
}

type SampleReader = (index: number) => number

function sampleReader(
  stored: Uint8Array,
  layout: TiffLayout,
  segment: Segment,
  little: boolean,
): SampleReader {
  const { bits, sampleFormat, segmentWidth } = layout
  if (layout.predictor === 2) {
    undoPredictor(stored, { width: segmentWidth, samples: segment.samples, bits, littleEndian: little })
  }
  if (bits < 8) {
    const unpacked = unpackSamples(stored, segmentWidth, segment.height, bits)
    return (index) => unpacked[index] ?? 0
  }
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength)
  if (bits === 64) return (index) => view.getFloat64(index * 8, little)
  if (sampleFormat === 3) return (index) => view.getFloat32(index * 4, little)
  if (sampleFormat === 2) return signedReader(view, bits, little)
  if (bits === 8) return (index) => view.getUint8(index)
  if (bits === 16) return (index) => view.getUint16(index * 2, little)
  return (index) => view.getUint32(index * 4, little)
}

function signedReader(view: DataView, bits: number, little: boolean): SampleReader {
  if (bits === 8) return (index) => view.getInt8(index)
  if (bits === 16) return (index) => view.getInt16(index * 2, little)
  return (index) => view.getInt32(index * 4, little)
}

/** Copies what lies inside the image; tiles reach beyond its border. */
function placeSegment(values: Float32Array, layout: TiffLayout, segment: Segment, read: SampleReader): void {
  const rows = Math.min(segment.height, layout.height - segment.y)
  const perRow = Math.min(layout.segmentWidth, layout.width - segment.x) * segment.samples
  for (let row = 0; row < rows; row++) {
    const source = row * layout.segmentWidth * segment.samples
    const target = ((segment.y + row) * layout.width + segment.x) * layout.samples + segment.firstSample
    for (let index = 0; index < perRow; index++) {
      const place = segment.samples === 1 ? index * layout.samples : index
      values[target + place] = read(source + index)
    }
  }
}
