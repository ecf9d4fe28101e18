/** Rows of tiles [places of a tile x tiles] -> rows of the positions in boxes. */
import { at } from '@shared/at'
import type { Box } from './box'

/** One index input of an incremental model. */
export interface TileRows {
  /** Name of the int32 input, [rows]. */
  readonly name: string
  /** The boxes that were cut into tiles from their first position on, one per mask of the grid. */
  readonly boxes: readonly Box[]
  /** Positions of a tile per axis. */
  readonly tile: readonly number[]
}

/** Counts the tiles of a box. */
export function tileCount({ lo, hi }: Box, tile: readonly number[]): number {
  return tile.reduce((product, size, axis) => product * Math.ceil((at(hi, axis) - at(lo, axis)) / size), 1)
}

/** Fills the index of a chunk: a tile may reach beyond its box, and what lies there is left out. */
export function fillTileRows({ boxes, tile }: TileRows, masks: readonly number[]): Int32Array {
  const chosen = masks.map((mask) => at(boxes, mask))
  const tiles = chosen.reduce((sum, box) => sum + tileCount(box, tile), 0)
  const rows: number[] = []
  let first = 0
  for (const box of chosen) {
    for (const [place, index] of tilePlaces(box, tile)) rows.push(place * tiles + first + index)
    first += tileCount(box, tile)
  }
  return Int32Array.from(rows)
}

/** Place in its tile and number of its tile, for every position of a box, last axis fastest. */
function tilePlaces({ lo, hi }: Box, tile: readonly number[]): [number, number][] {
  return tile.reduce<[number, number][]>(
    (before, size, axis) => {
      const length = at(hi, axis) - at(lo, axis)
      const count = Math.ceil(length / size)
      return before.flatMap(([place, index]) =>
        Array.from({ length }, (_, step): [number, number] => [
          place * size + (step % size),
          index * count + Math.floor(step / size),
        ]),
      )
    },
    [[0, 0]],
  )
}
