/** 2 of 11: how many bytes the pixels of a PNG must inflate to. */
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

/** Counts the bytes of all scan lines, one filter byte before each; a pass without pixels has none. */
export function scanLineBytes(header: PngHeader, samplesPerPixel: number): number {
  const lines = (width: number, height: number): number =>
    width < 1 || height < 1 ? 0 : height * (1 + Math.ceil((width * samplesPerPixel * header.bitDepth) / 8))
  if (!header.interlaced) return lines(header.width, header.height)
  return adam7.reduce(
    (sum, pass) =>
      sum +
      lines(
        Math.ceil((header.width - pass.x) / pass.stepX),
        Math.ceil((header.height - pass.y) / pass.stepY),
      ),
    0,
  )
}
