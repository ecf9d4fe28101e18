/** Interlaced PNG samples of fewer than 8 bits, which the decoder would place wrongly. */
import { deflateSync } from 'node:zlib'
import { decode } from 'fast-png'
import type { PngHeader } from './png-chunks'
import { passesOf } from './png-size'
import { unpackSamples } from './unpack-samples'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/**
 * Decodes each of the seven passes as a grey image of its own and puts its samples in their places.
 * Takes the inflated scan lines; returns [height, width] sample values, unscaled. Source: PNG specification, section 8.2.
 * Limits: one sample per pixel. Throws what the decoder throws for an unknown filter.
 */
export function interlacedSamples(inflated: Uint8Array, header: PngHeader): Uint8Array {
  const samples = new Uint8Array(header.width * header.height)
  let offset = 0
  for (const pass of passesOf(header)) {
    const end = offset + pass.height * (1 + Math.ceil((pass.width * header.bitDepth) / 8))
    const lines = inflated.subarray(offset, end)
    const packed = Uint8Array.from(decode(passImage(lines, pass, header.bitDepth)).data)
    unpackSamples(packed, pass.width, pass.height, header.bitDepth).forEach((sample, index) => {
      const x = pass.x + (index % pass.width) * pass.stepX
      const y = pass.y + Math.floor(index / pass.width) * pass.stepY
      samples[y * header.width + x] = sample
    })
    offset = end
  }
  return samples
}

function passImage(lines: Uint8Array, size: { width: number; height: number }, bitDepth: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size.width, 0)
  header.writeUInt32BE(size.height, 4)
  header.writeUInt8(bitDepth, 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', null),
  ])
}

/** The decoder is not asked to verify the checksum, which stays 0. */
function chunk(type: string, content: Uint8Array | null): Buffer {
  const length = content?.length ?? 0
  const bytes = Buffer.alloc(12 + length)
  bytes.writeUInt32BE(length, 0)
  bytes.write(type, 4, 'latin1')
  if (content !== null) bytes.set(content, 8)
  return bytes
}
