/** The positions of a feature map that a mask can reach, as one box per mask. */
import { at } from '@shared/at'
import type { GridPart } from '@shared/part'

/** First and last + 1 index per spatial axis. */
export interface Box {
  readonly lo: readonly number[]
  readonly hi: readonly number[]
}

/** A part of a grid as a box. */
export function toBox({ offset, size }: GridPart): Box {
  return { lo: offset, hi: offset.map((start, axis) => start + at(size, axis)) }
}

/** Covers a whole map. */
export function wholeBox(dims: readonly number[]): Box {
  return { lo: dims.map(() => 0), hi: dims }
}

/** Counts the positions in a box. */
export function boxSize({ lo, hi }: Box): number {
  return hi.reduce((product, end, axis) => product * (end - at(lo, axis)), 1)
}

/** Lists the positions of a box as indices into a map, last axis fastest. */
export function positionsIn(dims: readonly number[], { lo, hi }: Box): number[] {
  return dims.reduce<number[]>(
    (before, length, axis) =>
      before.flatMap((start) =>
        Array.from(
          { length: at(hi, axis) - at(lo, axis) },
          (_, step) => start * length + at(lo, axis) + step,
        ),
      ),
    [0],
  )
}

/** Covers both boxes. */
export function unionBox(a: Box, b: Box): Box {
  return {
    lo: a.lo.map((start, axis) => Math.min(start, at(b.lo, axis))),
    hi: a.hi.map((end, axis) => Math.max(end, at(b.hi, axis))),
  }
}

/** Tells whether two lists of boxes are the same. */
export function sameBoxes(a: readonly Box[], b: readonly Box[]): boolean {
  return (
    a.length === b.length &&
    a.every((box, mask) => box.lo.join() === b[mask]?.lo.join() && box.hi.join() === b[mask].hi.join())
  )
}
