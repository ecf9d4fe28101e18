/** The bits of a scan of JPEG-LS, without those that keep markers out. */

export interface BitReader {
  /** Reads a number of so many bits, the highest first. Errors: RangeError behind the end. */
  readonly bits: (count: number) => number
  /** Counts zeros up to the next one and passes over it. Errors: RangeError behind the end. */
  readonly zeros: () => number
}

/** Reads the coded samples of a scan. Source: ITU-T T.87, A.1. */
export function createBitReader(coded: Uint8Array): BitReader {
  let at = 0
  let byte = 0
  let left = 0
  const bit = (): number => {
    if (left === 0) {
      // Behind a byte of ones stands a 0 that is no part of the code.
      left = byte === 0xff ? 7 : 8
      const next = coded[at]
      if (next === undefined) throw new RangeError('the coded samples break off')
      byte = next
      at += 1
    }
    left -= 1
    return (byte >> left) & 1
  }
  return {
    bits: (count) => {
      let value = 0
      for (let index = 0; index < count; index += 1) value = (value << 1) | bit()
      return value
    },
    zeros: () => {
      let count = 0
      while (bit() === 0) count += 1
      return count
    },
  }
}
