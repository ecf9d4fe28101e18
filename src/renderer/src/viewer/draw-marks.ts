/** Crosshair and outlines over a slice. */
import { picturePalette } from '@shared/charts/palette'

/** A rectangle in pixels of the slice, drawn as an outline. */
export interface Outline {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly label: string
}

/** Where a slice lies on its pane, in CSS pixels: its corner and the size of one of its pixels. */
export interface SliceFrame {
  readonly left: number
  readonly top: number
  readonly pixelWidth: number
  readonly pixelHeight: number
}

/** Draws them with their labels. */
export function drawOutlines(
  context: CanvasRenderingContext2D,
  { left, top, pixelWidth, pixelHeight }: SliceFrame,
  outlines: readonly Outline[],
): void {
  context.lineWidth = 1.5
  context.strokeStyle = picturePalette.letter
  context.fillStyle = picturePalette.letter
  context.font = '600 12px system-ui, sans-serif'
  for (const one of outlines) {
    const [x, y] = [left + one.left * pixelWidth, top + one.top * pixelHeight]
    context.strokeRect(x, y, one.width * pixelWidth, one.height * pixelHeight)
    if (one.label !== '') context.fillText(one.label, x + 4, y + 14)
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
