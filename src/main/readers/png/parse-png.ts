/** PNG bytes -> ImageValue. */
import { AppError } from '@shared/errors'
import { withoutAlpha } from '../drop-alpha'
import { heldUpright } from '../held-upright'
import { checkedCount } from '../limits'
import type { ImageValue, SamplesAs } from '../source-value'
import { parsePngChunks, type PngChunks, type PngHeader } from './png-chunks'
import { pngSamples } from './png-samples'

/** Samples per pixel and bit depths that each colour type allows (PNG specification, table 11.1). */
const colourTypes: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
}
const PALETTE = 3

/**
 * Reads a PNG as [height, width, 1 or 3], values as stored: 0..255, or 0..65535 for 16 bits. Grey of 1, 2 or 4 bits is
 * scaled to 0..255; a palette becomes RGB; alpha is dropped (notice image/alpha-dropped where it was not opaque).
 * Further notices: image/first-frame, image/turned, image/exif-unreadable.
 * Errors: image/damaged, image/size, image/too-large, image/empty.
 * Samples as numbers stay as they are stored: grey of few bits is not scaled, a palette gives its indices.
 * Limits: no gamma or colour profile is applied.
 */
export function parsePng(bytes: Uint8Array, file: string, samplesAs: SamplesAs = 'colours'): ImageValue {
  const chunks = parsePngChunks(bytes, file)
  const samples = checkHeader(chunks.header, file)
  checkedCount(file, [chunks.header.height, chunks.header.width, Math.max(samples, 3)])
  const stored = pngSamples(bytes, chunks, samples, file)
  const image =
    chunks.header.colourType === PALETTE && samplesAs === 'colours'
      ? paletteImage(stored, chunks, file)
      : plainImage(stored, chunks, samples, file, samplesAs)
  return heldUpright(chunks.isAnimated ? withFrameNotice(image, file) : image, chunks.exif, file)
}

/** What viewers without animation show is the image of the IDAT chunks. */
function withFrameNotice(image: ImageValue, file: string): ImageValue {
  return { ...image, notices: [...(image.notices ?? []), { code: 'image/first-frame', details: { file } }] }
}

function checkHeader(header: PngHeader, file: string): number {
  const type = colourTypes[header.colourType]
  if (type?.depths.includes(header.bitDepth) !== true) {
    const why = `colour type ${header.colourType} with ${header.bitDepth} bits does not exist`
    throw new AppError('image/damaged', { file, format: 'PNG', why })
  }
  return type.samples
}

function plainImage(
  stored: ArrayLike<number>,
  chunks: PngChunks,
  samples: number,
  file: string,
  samplesAs: SamplesAs,
): ImageValue {
  const { width, height, bitDepth } = chunks.header
  const maxValue = bitDepth === 16 ? 65535 : 255
  const channels = samples > 2 ? 3 : 1
  const scale = bitDepth < 8 && samplesAs === 'colours' ? 255 / ((1 << bitDepth) - 1) : 1
  const { values, isOpaque } = withoutAlpha({ stored, samples, channels, scale, opaque: maxValue })
  const image: ImageValue = { kind: 'image', dims: [height, width, channels], values, maxValue }
  return withAlphaNotice(image, !isOpaque || chunks.hasTransparencyChunk, file)
}

function paletteImage(indices: ArrayLike<number>, chunks: PngChunks, file: string): ImageValue {
  const { width, height } = chunks.header
  const values = new Float32Array(indices.length * 3)
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const index = indices[pixel] ?? 0
    const colour = chunks.palette.subarray(index * 3, index * 3 + 3)
    if (colour.length < 3) {
      const why = `a pixel names colour ${index}, which the palette lacks`
      throw new AppError('image/damaged', { file, format: 'PNG', why })
    }
    values.set(colour, pixel * 3)
  }
  const image: ImageValue = { kind: 'image', dims: [height, width, 3], values, maxValue: 255 }
  return withAlphaNotice(image, chunks.hasTransparencyChunk, file)
}

function withAlphaNotice(value: ImageValue, dropped: boolean, file: string): ImageValue {
  return dropped ? { ...value, notices: [{ code: 'image/alpha-dropped', details: { file } }] } : value
}
