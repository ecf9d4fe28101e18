/** 2 of 11: slices that are there more than once are kept once. */
import { createHash } from 'node:crypto'
import type { PlacedSlice, Position } from './place-slices'
import { createCellReader, type CellReader } from './read-cells'
import { readSlice } from './read-slice'
import type { ScannedSlice } from './scan-file'

type Placed = PlacedSlice<ScannedSlice>
type Positions = readonly Position<ScannedSlice>[]

/**
 * Drops copies of slices: those of one SOPInstanceUID, and those with the same pixels where nothing but their number tells them
 * apart. Slices of different time points stay, also where both are empty. Reads pixels only where slices share a position.
 */
export async function dropDuplicates(positions: Positions): Promise<Positions> {
  const single = positions.map(dropCopies)
  if (isEven(single, 1)) return single
  const readCells = createCellReader()
  const different: Position<ScannedSlice>[] = []
  for (const position of single) different.push(await dropEqual(position, readCells))
  // Empty slices of two time points without a key look like copies, but then the positions no longer match.
  return isEven(different, different[0]?.length ?? 0) ? different : single
}

function isEven(positions: Positions, count: number): boolean {
  return positions.every(({ length }) => length === count)
}

function dropCopies(position: Position<ScannedSlice>): Position<ScannedSlice> {
  return distinct(position, ({ slice }, index) => instanceOf(slice) ?? String(index))
}

async function dropEqual(
  position: Position<ScannedSlice>,
  readCells: CellReader,
): Promise<Position<ScannedSlice>> {
  const keys = position.map(({ slice }) => scaleAndTime(slice))
  const prints = new Map<Placed, string>()
  for (const [index, one] of position.entries()) {
    const key = keys[index] ?? ''
    const isAlone = keys.indexOf(key) === keys.lastIndexOf(key)
    if (!isAlone) prints.set(one, key + (await fingerprint(one.slice, readCells)))
  }
  return distinct(position, (one, index) => prints.get(one) ?? String(index))
}

/** Keeps the first of those with the same key. */
function distinct(
  position: Position<ScannedSlice>,
  keyOf: (one: Placed, index: number) => string,
): Position<ScannedSlice> {
  const byKey = new Map<string, Placed>()
  for (const [index, one] of position.entries()) {
    const key = keyOf(one, index)
    if (!byKey.has(key)) byKey.set(key, one)
  }
  return [...byKey.values()]
}

/** Some writers give one UID to all images of a series, so the keys must be the same too. */
function instanceOf({ sopInstance, frame, tile, timeKeys }: ScannedSlice): string | null {
  return sopInstance === null ? null : JSON.stringify([sopInstance, frame, tile, timeKeys])
}

/** Without the last key, the number of the image: copies often have one of their own. */
function scaleAndTime({ slope, intercept, timeKeys }: ScannedSlice): string {
  return JSON.stringify([slope, intercept, timeKeys.slice(0, -1)])
}

async function fingerprint(slice: ScannedSlice, readCells: CellReader): Promise<string> {
  const cells = await readSlice(slice, readCells)
  const bytes = new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength)
  return createHash('sha256').update(bytes).digest('hex')
}
