/** The stored numbers in a file of samples of a WFDB record. */

export type WfdbFormat = '16' | '212'

interface SampleCoding {
  /** How many bytes so many numbers take. */
  readonly sizeBytes: (count: number) => number
  /** How many numbers so many bytes hold. */
  readonly count: (sizeBytes: number) => number
  /** The number at a place. */
  readonly read: (view: DataView, index: number) => number
  /** Stands for a sample that is not there. */
  readonly missing: number
}

/** Source: WFDB Applications Guide, signal(5). */
export const wfdbFormats: Readonly<Record<WfdbFormat, SampleCoding>> = {
  '16': {
    sizeBytes: (count) => 2 * count,
    count: (sizeBytes) => Math.floor(sizeBytes / 2),
    read: (view, index) => view.getInt16(2 * index, true),
    missing: -32_768,
  },
  '212': {
    sizeBytes: (count) => Math.ceil((3 * count) / 2),
    count: (sizeBytes) => Math.floor((2 * sizeBytes) / 3),
    read: readTwelveBits,
    missing: -2048,
  },
}

export function isWfdbFormat(written: string | undefined): written is WfdbFormat {
  return written !== undefined && Object.hasOwn(wfdbFormats, written)
}

/** Two numbers in three bytes: the middle one holds the high bits of the first below those of the second. */
function readTwelveBits(view: DataView, index: number): number {
  const start = 3 * (index >> 1)
  const middle = view.getUint8(start + 1)
  const bits =
    index % 2 === 0
      ? ((middle & 0x0f) << 8) | view.getUint8(start)
      : ((middle & 0xf0) << 4) | view.getUint8(start + 2)
  return (bits << 20) >> 20
}
