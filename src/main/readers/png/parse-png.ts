/** 2 of 11: PNG bytes -> ImageValue. */
import { inflateSync } from 'node:zlib'
import { decode, type DecodedPng } from 'fast-png'
import { AppError, isAppError } from '@shared/errors'
import { checkedCount } from '../limits'
import type { ImageValue } from '../source-value'
import { parsePngChunks, PNG_SIGNATURE_BYTES, type PngChunks, type PngHeader } from './png-chunks'
import { scanLineBytes } from './png-size'
import { unpackSamples } from './unpack-samples'

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
 * Errors: image/damaged, image/size, image/too-large, image/empty, image/unsupported.
 * Limits: no gamma or colour profile is applied; interlaced files of fewer than 8 bits are refused.
 */
export function parsePng(bytes: Uint8Array, file: string): ImageValue {
  const chunks = parsePngChunks(bytes, file)
  const samples = checkHeader(chunks.header, file)
  checkedCount(file, [chunks.header.height, chunks.header.width, Math.max(samples, 3)])
  checkInflatedSize(chunks, samples, file)
  const png = decodeChunks(bytes, chunks, file)
  return toImageValue(png, chunks, samples, file)
}

function checkHeader(header: PngHeader, file: string): number {
  const type = colourTypes[header.colourType]
  if (type?.depths.includes(header.bitDepth) !== true) {
    const why = `colour type ${header.colourType} with ${header.bitDepth} bits does not exist`
    throw new AppError('image/damaged', { file, format: 'PNG', why })
  }
  if (header.interlaced && header.bitDepth < 8) {
    const what = `${header.bitDepth} bits and interlacing`
    throw new AppError('image/unsupported', { file, format: 'PNG', what })
  }
  return type.samples
}

/** The decoder pads what is missing and has no limit on what is too much, so the length is settled first. */
function checkInflatedSize(chunks: PngChunks, samples: number, file: string): void {
  const expectedBytes = scanLineBytes(chunks.header, samples)
  let actualBytes = 0
  try {
    actualBytes = inflateSync(Buffer.concat(chunks.imageData), { maxOutputLength: expectedBytes }).length
  } catch (cause) {
    throw damaged(file, 'its image data does not inflate to the announced size', cause)
  }
  if (actualBytes !== expectedBytes) {
    throw new AppError('image/size', { file, format: 'PNG', expectedBytes, actualBytes })
  }
}

function decodeChunks(bytes: Uint8Array, chunks: PngChunks, file: string): DecodedPng {
  try {
    const signature = bytes.subarray(0, PNG_SIGNATURE_BYTES)
    return decode(Buffer.concat([signature, ...chunks.needed]), { checkCrc: true })
  } catch (cause) {
    throw damaged(file, 'a chunk contradicts its checksum or the format', cause)
  }
}

function toImageValue(png: DecodedPng, chunks: PngChunks, samples: number, file: string): ImageValue {
  const { width, height, bitDepth, colourType } = chunks.header
  const maxValue = bitDepth === 16 ? 65535 : 255
  if (colourType === PALETTE) {
    const values = paletteValues(png, chunks.header, file)
    return withAlphaNotice(
      { kind: 'image', dims: [height, width, 3], values, maxValue },
      chunks.hasTransparencyChunk,
      file,
    )
  }
  const channels = samples > 2 ? 3 : 1
  const stored = bitDepth < 8 ? unpackSamples(Uint8Array.from(png.data), width, height, bitDepth) : png.data
  const scale = bitDepth < 8 ? 255 / ((1 << bitDepth) - 1) : 1
  const { values, isOpaque } = withoutAlpha(stored, samples, channels, scale, maxValue)
  return withAlphaNotice(
    { kind: 'image', dims: [height, width, channels], values, maxValue },
    !isOpaque || chunks.hasTransparencyChunk,
    file,
  )
}

function withoutAlpha(
  stored: ArrayLike<number>,
  samples: number,
  channels: number,
  scale: number,
  opaque: number,
): { values: Float32Array; isOpaque: boolean } {
  const pixelCount = stored.length / samples
  const values = new Float32Array(pixelCount * channels)
  let isOpaque = true
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      values[pixel * channels + channel] = (stored[pixel * samples + channel] ?? 0) * scale
    }
    if (samples > channels && stored[pixel * samples + channels] !== opaque) isOpaque = false
  }
  return { values, isOpaque }
}

function paletteValues(png: DecodedPng, header: PngHeader, file: string): Float32Array {
  const packed = Uint8Array.from(png.data)
  const indices =
    header.bitDepth < 8 ? unpackSamples(packed, header.width, header.height, header.bitDepth) : packed
  const values = new Float32Array(indices.length * 3)
  indices.forEach((index, pixel) => {
    const colour = png.palette?.[index]
    if (colour === undefined) throw damaged(file, `a pixel names colour ${index}, which the palette lacks`)
    values.set(colour.slice(0, 3), pixel * 3)
  })
  return values
}

function withAlphaNotice(value: ImageValue, dropped: boolean, file: string): ImageValue {
  return dropped ? { ...value, notices: [{ code: 'image/alpha-dropped', details: { file } }] } : value
}

function damaged(file: string, why: string, cause?: unknown): AppError {
  if (isAppError(cause)) return cause
  return new AppError('image/damaged', { file, format: 'PNG', why }, { cause })
}
