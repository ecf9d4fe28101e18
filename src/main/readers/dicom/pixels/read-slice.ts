/** The stored cells of one slice: a frame, or a tile of it. */
import type { PixelCells } from './decoders/pixel-decoder'
import type { CellReader } from './read-cells'
import type { ScannedSlice } from '../headers/scan-file'
import type { Tile } from '../headers/slice-header'

/** Counts rows and columns of a slice, [y, x]. Errors: those of describePixels. */
export function sliceDims({ tile, describePixels }: ScannedSlice): readonly [number, number] {
  const { rows, columns } = tile ?? describePixels()
  return [rows, columns]
}

/** Reads the cells of a slice, [rows, columns]. Errors: those of the cell reader. */
export async function readSlice(slice: ScannedSlice, readCells: CellReader): Promise<PixelCells> {
  const pixels = slice.describePixels()
  const { cells } = await readCells(slice, pixels)
  return slice.tile === null ? cells : cut(cells, pixels.columns, slice.tile)
}

/** Cell (y, x) of the tile is cell (top + y, left + x) of the frame. */
function cut(cells: PixelCells, frameColumns: number, { left, top, columns, rows }: Tile): PixelCells {
  const tile = cells.slice(0, rows * columns)
  for (let y = 0; y < rows; y += 1) {
    const start = (top + y) * frameColumns + left
    for (let x = 0; x < columns; x += 1) tile[y * columns + x] = cells[start + x] ?? 0
  }
  return tile
}
