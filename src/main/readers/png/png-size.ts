/** How many bytes the pixels of a PNG must inflate to. */
import type { PngHeader } from './png-chunks'

/** First pixel and step of the seven Adam7 passes (PNG specification, section 8.2). */
const adam7 = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
] as const

/** One pass of an interlaced image: its size, and where its pixels go. */
export interface PngPass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
  readonly width: number
  readonly height: number
}

/** Lists the passes that have pixels; a plain image is one pass. */
export function passesOf({ width, height, interlaced }: PngHeader): PngPass[] {
  if (!interlaced) return [{ x: 0, y: 0, stepX: 1, stepY: 1, width, height }]
  return adam7
    .map((pass) => ({
      ...pass,
      width: Math.ceil((width - pass.x) / pass.stepX),
      height: Math.ceil((height - pass.y) / pass.stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

/** Counts the bytes of all scan lines, one filter byte before each. */
export function scanLineBytes(header: PngHeader, samplesPerPixel: number): number {
  return passesOf(header).reduce(
    (sum, { width, height }) =>
      sum + height * (1 + Math.ceil((width * samplesPerPixel * header.bitDepth) / 8)),
    0,
  )
}
