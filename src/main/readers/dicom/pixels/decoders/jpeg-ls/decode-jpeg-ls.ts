/** JPEG-LS streams that the codec does not decode: all scans, whatever their kind. */
import { AppError } from '@shared/errors'
import type { PixelCells } from '../pixel-decoder'
import { decodeJpegLsScan } from './decode-jpeg-ls-scan'
import type { JpegLsHeader } from './jpeg-ls-header'

/** Decodes all scans of a stream whose size was checked: [rows, columns, samples]. Errors: dicom/pixels-unreadable. */
export function decodeJpegLs(header: JpegLsHeader, samples: number, file: string): PixelCells {
  const { columns, rows, bits, scans } = header
  const count = rows * columns * samples
  const cells = bits <= 8 ? new Uint8Array(count) : new Uint16Array(count)
  const found = new Set<number>()
  try {
    for (const scan of scans) {
      for (const component of scan.components) found.add(component)
      decodeJpegLsScan(scan, header, (component, y, line) => {
        line.forEach((sample, x) => {
          cells[(y * columns + x) * samples + component] = sample
        })
      })
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw unreadable(file, cause)
  }
  if (found.size !== samples) throw unreadable(file)
  return cells
}

function unreadable(file: string, cause?: unknown): AppError {
  return new AppError('dicom/pixels-unreadable', { file, codec: 'JPEG-LS' }, { cause })
}
