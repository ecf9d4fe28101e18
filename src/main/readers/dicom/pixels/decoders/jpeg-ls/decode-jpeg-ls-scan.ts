/** One scan of JPEG-LS -> the samples of its components. */
import { createBitReader, type BitReader } from './jpeg-ls-bits'
import { toJpegLsCoding, type JpegLsCoding } from './jpeg-ls-coding'
import { createContexts, type Contexts } from './jpeg-ls-contexts'
import type { JpegLsHeader, JpegLsScan } from './jpeg-ls-header'

/** Lines of one component: the one above and the one at hand, each with a sample of margin on both sides. */
interface Lines {
  above: Int32Array
  here: Int32Array
}

interface Neighbours {
  readonly left: number
  readonly up: number
  readonly upLeft: number
  readonly upRight: number
}

interface ScanState {
  readonly coding: JpegLsCoding
  readonly reader: BitReader
  readonly contexts: Contexts
  readonly columns: number
}

/** Components that are coded together sample by sample, and how long their runs have become (RUNindex). */
interface Group {
  readonly lines: readonly Lines[]
  runIndex: number
}

/** Bits of the length of a run, by how many came before (J). Source: ITU-T T.87, A.2.1. */
const runBits = [
  0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]

/**
 * Decodes a scan and hands over every line of every component of it. Errors: RangeError where the scan breaks off.
 * Source: ITU-T T.87, annexes A and B. Limits: no restart intervals.
 */
export function decodeJpegLsScan(
  scan: JpegLsScan,
  { columns, rows, bits }: JpegLsHeader,
  takeLine: (component: number, y: number, samples: Int32Array) => void,
): void {
  const coding = toJpegLsCoding(scan.preset, scan.near, bits)
  const reader = createBitReader(scan.coded)
  const state = { coding, reader, contexts: createContexts(coding, reader), columns }
  const lines = scan.components.map(() => freshLines(columns))
  const groups: Group[] =
    scan.interleave === 'sample'
      ? [{ lines, runIndex: 0 }]
      : lines.map((one) => ({ lines: [one], runIndex: 0 }))
  for (let y = 0; y < rows; y += 1) {
    for (const one of lines) nextLine(one, columns)
    for (const group of groups) decodeLine(group, state)
    lines.forEach(({ here }, index) => {
      takeLine(scan.components[index] ?? 0, y, here.subarray(1, columns + 1))
    })
  }
}

function freshLines(columns: number): Lines {
  return { above: new Int32Array(columns + 2), here: new Int32Array(columns + 2) }
}

/** What lies left and right of the image counts as T.87, A.2.1 says: as the line above, two lines above at its corner. */
function nextLine(lines: Lines, columns: number): void {
  const corner = lines.above[1] ?? 0
  const { above, here } = lines
  lines.above = here
  lines.here = above
  lines.above[0] = corner
  lines.above[columns + 1] = lines.above[columns] ?? 0
  lines.here[0] = lines.above[1] ?? 0
}

function decodeLine(group: Group, state: ScanState): void {
  let x = 0
  while (x < state.columns) {
    const around = group.lines.map((lines) => neighboursAt(lines, x))
    const contexts = around.map((one) => contextOf(one, state.coding))
    if (contexts.every((context) => context === 0)) {
      x = decodeRun(group, x, state)
      continue
    }
    group.lines.forEach(({ here }, index) => {
      const neighbours = around[index]
      if (neighbours !== undefined) here[x + 1] = decodeSample(neighbours, contexts[index] ?? 0, state)
    })
    x += 1
  }
}

function neighboursAt({ above, here }: Lines, x: number): Neighbours {
  return {
    left: here[x] ?? 0,
    up: above[x + 1] ?? 0,
    upLeft: above[x] ?? 0,
    upRight: above[x + 2] ?? 0,
  }
}

/** The three gradients as one number; negative where the context is the mirror of another. */
function contextOf({ left, up, upLeft, upRight }: Neighbours, coding: JpegLsCoding): number {
  const level = (gradient: number): number => levelOf(gradient, coding)
  return 81 * level(upRight - up) + 9 * level(up - upLeft) + level(upLeft - left)
}

function levelOf(gradient: number, { near, thresholds: [t1, t2, t3] }: JpegLsCoding): number {
  const size = Math.abs(gradient)
  if (size <= near) return 0
  const level = size < t1 ? 1 : size < t2 ? 2 : size < t3 ? 3 : 4
  return gradient < 0 ? -level : level
}

function decodeSample(around: Neighbours, signed: number, { coding, contexts }: ScanState): number {
  const sign = signed < 0 ? -1 : 1
  const context = Math.abs(signed)
  const predicted = limited(edgeOf(around) + sign * contexts.correction(context), coding)
  return rebuilt(predicted, sign * contexts.error(context), coding)
}

/** The median of the two neighbours and the plane through all three. */
function edgeOf({ left, up, upLeft }: Neighbours): number {
  if (upLeft >= Math.max(left, up)) return Math.min(left, up)
  if (upLeft <= Math.min(left, up)) return Math.max(left, up)
  return left + up - upLeft
}

/** Errors are coded modulo their range, so a sample beyond the possible ones is meant on the other side. */
function rebuilt(predicted: number, error: number, coding: JpegLsCoding): number {
  const { near, maxValue, range } = coding
  const step = 2 * near + 1
  const value = predicted + error * step
  if (value < -near) return limited(value + range * step, coding)
  return limited(value > maxValue + near ? value - range * step : value, coding)
}

function limited(value: number, { maxValue }: JpegLsCoding): number {
  return Math.min(maxValue, Math.max(0, value))
}

/** Repeats the samples on the left as often as the code says, and decodes the ones that end the run. Returns where to go on. */
function decodeRun(group: Group, x: number, state: ScanState): number {
  const { columns, reader } = state
  let end = x
  while (end < columns && reader.bits(1) === 1) {
    const length = 2 ** (runBits[group.runIndex] ?? 0)
    if (end + length <= columns) group.runIndex = Math.min(31, group.runIndex + 1)
    end = Math.min(columns, end + length)
  }
  const isBroken = end < columns
  if (isBroken) end += reader.bits(runBits[group.runIndex] ?? 0)
  if (isBroken && end >= columns) throw new RangeError('a run leaves its line')
  for (const { here } of group.lines) here.fill(here[x] ?? 0, x + 1, end + 1)
  if (!isBroken) return end
  for (const lines of group.lines) lines.here[end + 1] = decodeInterruption(group, lines, end, state)
  group.runIndex = Math.max(0, group.runIndex - 1)
  return end + 1
}

function decodeInterruption(group: Group, lines: Lines, x: number, { coding, contexts }: ScanState): number {
  const { left, up } = neighboursAt(lines, x)
  // Sample by sample, the neighbours of a component are not asked whether they are alike (T.87, B.3).
  const isAlike = group.lines.length === 1 && Math.abs(left - up) <= coding.near
  const error = contexts.interruption(isAlike ? 1 : 0, runBits[group.runIndex] ?? 0)
  if (isAlike) return rebuilt(left, error, coding)
  return rebuilt(up, left > up ? -error : error, coding)
}
