/** A frame of JPEG-LS -> cells, by the codec where it decodes the stream right. */
import { AppError } from '@shared/errors'
import type { PixelDescription } from '../../pixel-description'
import { codecName, decodeByCodec } from '../codec'
import type { PixelCells } from '../pixel-decoder'
import { interleave } from '../to-cells'
import { decodeJpegLs } from './decode-jpeg-ls'
import { toJpegLsHeader, type JpegLsHeader } from './jpeg-ls-header'

/**
 * Decodes a frame whose size was checked: [rows, columns, samples]. The codec leaves colours that have a scan each plane by plane.
 * Errors: dicom/pixels-unreadable, dicom/unsupported, those of the codec.
 */
export async function decodeJpegLsFrame(
  frame: Uint8Array,
  pixels: PixelDescription,
  file: string,
): Promise<PixelCells> {
  const header = toJpegLsHeader(frame)
  if (header === null) {
    throw new AppError('dicom/pixels-unreadable', { file, codec: codecName('decodeJpegLs') })
  }
  const samples = pixels.samplesPerPixel
  if (header.hasTable) throw unsupported(file, 'a palette inside its JPEG-LS image (a mapping table)')
  if (isReadByCodec(header)) {
    const cells = await decodeByCodec('decodeJpegLs', frame, pixels, file)
    return samples > 1 && header.scans[0]?.interleave === 'none' ? interleave(cells, samples) : cells
  }
  if (header.hasColourTransform) throw unsupported(file, 'a colour transform of HP in a JPEG-LS image')
  return decodeJpegLs(header, samples, file)
}

/** It gives wrong samples or none where the largest (MAXVAL) is not that of the bits, and knows scans of one kind only. */
function isReadByCodec({ scans, bits }: JpegLsHeader): boolean {
  const [first] = scans
  const areWhole = scans.every(({ preset }) => [0, 2 ** bits - 1].includes(preset.maxValue))
  const areAlike = scans.every((scan) => scan.interleave === first?.interleave && scan.near === first.near)
  return areWhole && areAlike && (scans.length === 1 || first?.interleave === 'none')
}

function unsupported(file: string, what: string): AppError {
  return new AppError('dicom/unsupported', { file, what })
}
