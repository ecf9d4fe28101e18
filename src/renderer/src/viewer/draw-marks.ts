/** Crosshair, outlines and the length beside a slice. */
import { picturePalette } from '@shared/charts/palette'
import type { ScaleBar } from '@shared/picture/scale-bar'

/** A rectangle in pixels of the slice, drawn as an outline. */
export interface Outline {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly label: string
  /** The part that is chosen. */
  readonly isStrong: boolean
}

/** Lines in pixels of the slice: [x, y, x, y, ...] from and to. */
export interface EdgeSet {
  readonly lines: readonly number[]
  readonly colour: string
  readonly width: number
}

/** Where a slice lies on its pane, in CSS pixels: its corner and the size of one of its pixels. */
export interface SliceFrame {
  readonly left: number
  readonly top: number
  readonly pixelWidth: number
  readonly pixelHeight: number
}

const font = "600 12px 'Inter Variable', system-ui, sans-serif"

/** Draws them with their labels. */
export function drawOutlines(
  context: CanvasRenderingContext2D,
  { left, top, pixelWidth, pixelHeight }: SliceFrame,
  outlines: readonly Outline[],
): void {
  context.strokeStyle = picturePalette.outline
  for (const one of outlines) {
    const [x, y] = [left + one.left * pixelWidth, top + one.top * pixelHeight]
    context.lineWidth = one.isStrong ? 2.5 : 1
    context.strokeRect(x, y, one.width * pixelWidth, one.height * pixelHeight)
    if (one.label !== '') drawTag(context, one.label, x + 2, y + 2)
  }
}

/** White on black, so that it is read on any picture. */
function drawTag(context: CanvasRenderingContext2D, words: string, x: number, y: number): void {
  context.font = font
  context.textBaseline = 'top'
  const width = context.measureText(words).width + 8
  context.globalAlpha = 0.75
  context.fillStyle = picturePalette.ground
  context.fillRect(x, y, width, 17)
  context.globalAlpha = 1
  context.fillStyle = picturePalette.letter
  context.fillText(words, x + 4, y + 3)
}

/** Draws borders of parts or labels. */
export function drawEdges(
  context: CanvasRenderingContext2D,
  { left, top, pixelWidth, pixelHeight }: SliceFrame,
  edges: readonly EdgeSet[],
): void {
  for (const { lines, colour, width } of edges) {
    context.strokeStyle = colour
    context.lineWidth = width
    context.beginPath()
    for (let index = 0; index + 3 < lines.length; index += 4) {
      const [fromX = 0, fromY = 0, toX = 0, toY = 0] = lines.slice(index, index + 4)
      context.moveTo(left + fromX * pixelWidth, top + fromY * pixelHeight)
      context.lineTo(left + toX * pixelWidth, top + toY * pixelHeight)
    }
    context.stroke()
  }
}

/** Draws lines over the whole pane that leave the place itself free. */
export function drawCross(
  context: CanvasRenderingContext2D,
  { left, top, pixelWidth, pixelHeight }: SliceFrame,
  cross: { readonly column: number; readonly row: number },
  { width, height }: { readonly width: number; readonly height: number },
): void {
  const [x, y] = [left + (cross.column + 0.5) * pixelWidth, top + (cross.row + 0.5) * pixelHeight]
  const gap = 10
  context.strokeStyle = picturePalette.crosshair
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(x - gap, y)
  context.moveTo(x + gap, y)
  context.lineTo(width, y)
  context.moveTo(x, 0)
  context.lineTo(x, y - gap)
  context.moveTo(x, y + gap)
  context.lineTo(x, height)
  context.stroke()
}

/** At the bottom right of the pane, above its last line of letters. */
export function drawScaleBar(
  context: CanvasRenderingContext2D,
  { width, words }: ScaleBar,
  size: { readonly width: number; readonly height: number },
): void {
  const [right, y] = [size.width - 36, size.height - 12]
  context.strokeStyle = picturePalette.letter
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(right - width, y - 5)
  context.lineTo(right - width, y)
  context.lineTo(right, y)
  context.lineTo(right, y - 5)
  context.stroke()
  context.font = font
  drawTag(context, words, right - width, y - 24)
}
