/** Differences between neighbours in a TIFF turned back into samples. */

export interface PredictedRows {
  /** Pixels per row of the strip or tile. */
  readonly width: number
  readonly samples: number
  readonly bits: number
  readonly littleEndian: boolean
}

/**
 * Sums horizontal differences in place, each sample to the one `samples` before it, modulo 2^bits; rows are independent.
 * Source: TIFF 6.0, section 14. Limits: whole numbers of 8, 16 or 32 bits.
 */
export function undoPredictor(bytes: Uint8Array, rows: PredictedRows): void {
  const { width, samples, bits, littleEndian } = rows
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sizeBytes = bits / 8
  const perRow = width * samples
  const count = bytes.length / sizeBytes
  const add = (offset: number, before: number): void => {
    if (bits === 8) view.setUint8(offset, view.getUint8(offset) + view.getUint8(before))
    else if (bits === 16) {
      view.setUint16(
        offset,
        view.getUint16(offset, littleEndian) + view.getUint16(before, littleEndian),
        littleEndian,
      )
    } else {
      const sum = view.getUint32(offset, littleEndian) + view.getUint32(before, littleEndian)
      view.setUint32(offset, sum, littleEndian)
    }
  }
  for (let index = 0; index < count; index++) {
    if (index % perRow >= samples) add(index * sizeBytes, (index - samples) * sizeBytes)
  }
}
