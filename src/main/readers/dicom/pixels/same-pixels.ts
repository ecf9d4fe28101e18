/** Do two slices hold the same values? */
import { createHash } from 'node:crypto'
import { createCellReader, createFrameReader } from './read-cells'
import { readSlice } from './read-slice'
import { createStored } from './rescale'
import type { ScannedSlice } from '../headers/scan-file'

export interface PixelComparer {
  /** Errors: those of the frame and the cell reader. */
  readonly areSame: (one: ScannedSlice, other: ScannedSlice) => Promise<boolean>
}

/** Makes a comparer that reads every slice once, and decodes it only where the bytes of two slices differ. */
export function createPixelComparer(): PixelComparer {
  const readFrame = createFrameReader()
  const readCells = createCellReader()
  const byBytes = kept(async (slice) => {
    const pixels = slice.describePixels()
    const { frame } = await readFrame(slice, pixels)
    return printOf(frame, [slice.transferSyntax, slice.tile, pixels])
  })
  const byValues = kept(async (slice) => {
    const cells = await readSlice(slice, readCells)
    const stored = createStored(slice.describePixels())
    return printOf(new Uint8Array(Float64Array.from(cells, stored).buffer), [])
  })
  return {
    areSame: async (one, other) =>
      isScaledAlike(one, other) &&
      ((await byBytes(one)) === (await byBytes(other)) || (await byValues(one)) === (await byValues(other))),
  }
}

function kept(read: (slice: ScannedSlice) => Promise<string>): (slice: ScannedSlice) => Promise<string> {
  const prints = new Map<ScannedSlice, string>()
  return async (slice) => {
    const print = prints.get(slice) ?? (await read(slice))
    prints.set(slice, print)
    return print
  }
}

function printOf(bytes: Uint8Array, described: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(described)).update(bytes).digest('hex')
}

function isScaledAlike(one: ScannedSlice, other: ScannedSlice): boolean {
  const isLinear = one.lut === null && other.lut === null
  if (isLinear) return one.slope === other.slope && one.intercept === other.intercept
  return JSON.stringify(one.lut) === JSON.stringify(other.lut)
}
