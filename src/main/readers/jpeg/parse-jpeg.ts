/** JPEG bytes -> ImageValue. */
import { AppError } from '@shared/errors'
import { heldUpright } from '../held-upright'
import { checkedCount } from '../limits'
import type { ImageValue } from '../source-value'
import { countScans, MAX_SCANS } from './count-scans'
import { decodeJpeg, type DecodedJpeg } from './decode-jpeg'
import { parseJpegFrame, type JpegFrame } from './jpeg-frame'

/**
 * Reads a JPEG as [height, width, 1 or 3], values 0..255, colour as RGB.
 * Errors: image/damaged (also for a file cut short), image/unsupported (12 bits, lossless, arithmetic coding, CMYK, many scans),
 * image/too-large, image/empty. Notices: image/turned, image/exif-unreadable.
 * Limits: no colour profile is applied; CMYK is refused, as its conversion depends on the press.
 */
export async function parseJpeg(bytes: Uint8Array, file: string): Promise<ImageValue> {
  const frame = parseJpegFrame(bytes, file)
  checkFrame(frame, file)
  if (countScans(bytes) > MAX_SCANS) {
    const what = `more than ${MAX_SCANS} scans`
    throw new AppError('image/unsupported', { file, format: 'JPEG', what })
  }
  const dims = [frame.height, frame.width, frame.components] as const
  const count = checkedCount(file, dims)
  const decoded = await decodeOrExplain(bytes, file)
  if (decoded.samples.length !== count || decoded.width !== frame.width) {
    const sizes = { expectedBytes: count, actualBytes: decoded.samples.length }
    throw new AppError('image/size', { file, format: 'JPEG', ...sizes })
  }
  const values = Float32Array.from(decoded.samples)
  return heldUpright({ kind: 'image', dims, values, maxValue: 255 }, frame.exif, file)
}

function checkFrame(frame: JpegFrame, file: string): void {
  const refuse = (what: string): AppError => new AppError('image/unsupported', { file, format: 'JPEG', what })
  if (frame.bitsPerSample !== 8) throw refuse(`${frame.bitsPerSample} bits per sample`)
  if (frame.process > 2) throw refuse(`coding process SOF${frame.process}`)
  if (frame.components !== 1 && frame.components !== 3)
    throw refuse(frame.components === 4 ? 'four components (CMYK)' : `${frame.components} components`)
}

async function decodeOrExplain(bytes: Uint8Array, file: string): Promise<DecodedJpeg> {
  try {
    return await decodeJpeg(bytes)
  } catch (cause) {
    const why = 'the decoder gave up, so it was cut short or damaged'
    throw new AppError('image/damaged', { file, format: 'JPEG', why }, { cause })
  }
}
