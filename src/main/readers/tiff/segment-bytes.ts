/** The inflated bytes of one strip or tile of a TIFF. */
import { at } from '@shared/at'
import { inflateSync } from 'node:zlib'
import { AppError } from '@shared/errors'
import { inflateLzw } from './inflate-lzw'
import { inflatePackBits } from './inflate-pack-bits'
import type { TiffLayout } from './tiff-layout'

type Inflate = (bytes: Uint8Array, limitBytes: number) => Uint8Array

/** Some writers pad a strip; more than this is no strip of this image. */
const SLACK_BYTES = 65_536

const deflated: Inflate = (bytes, limitBytes) =>
  inflateSync(bytes, { maxOutputLength: limitBytes + SLACK_BYTES })

const inflaters: Readonly<Record<number, Inflate>> = {
  1: (bytes) => bytes,
  5: inflateLzw,
  8: deflated,
  32946: deflated,
  32773: inflatePackBits,
}

/**
 * Cuts segment `index` out of the file and inflates it to a copy of `expectedBytes`.
 * Errors: image/damaged when it lies outside the file, does not inflate or is too short.
 */
export function segmentBytes(
  bytes: Uint8Array,
  layout: TiffLayout,
  index: number,
  expectedBytes: number,
  file: string,
): Uint8Array {
  const damaged = (why: string, cause?: unknown): AppError =>
    new AppError('image/damaged', { file, format: 'TIFF', why }, { cause })
  const offset = at(layout.offsets, index)
  const stored = bytes.subarray(offset, offset + at(layout.byteCounts, index))
  let inflated: Uint8Array
  try {
    inflated = inflaters[layout.compression]?.(stored, expectedBytes) ?? stored
  } catch (cause) {
    throw damaged(`strip or tile ${index + 1} does not inflate to its size`, cause)
  }
  if (inflated.length < expectedBytes) {
    throw damaged(`strip or tile ${index + 1} has ${inflated.length} of ${expectedBytes} bytes`)
  }
  return inflated.slice(0, expectedBytes)
}
