/** Pixels as something that a canvas draws, over and over in the same memory. */

/** New for every content, so that what draws it notices; the pixels themselves are overwritten. */
export interface SliceBitmap {
  readonly source: OffscreenCanvas
  readonly width: number
  readonly height: number
}

export type FillBitmap = (rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) => SliceBitmap

export function createBitmap(): FillBitmap {
  const source = new OffscreenCanvas(1, 1)
  return (rgba, width, height) => {
    if (source.width !== width) source.width = width
    if (source.height !== height) source.height = height
    // In the memory of the page: it is written anew far more often than it is drawn from that of a graphics card.
    source
      .getContext('2d', { willReadFrequently: true })
      ?.putImageData(new ImageData(rgba, width, height), 0, 0)
    return { source, width, height }
  }
}

/** Clears a canvas that is `size` CSS pixels large, in whose units is then drawn; its memory is made anew only when it has another size. */
export function beginDrawing(
  context: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  dense: number,
): void {
  const { canvas } = context
  const [wide, high] = [Math.round(width * dense), Math.round(height * dense)]
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
  context.setTransform(dense, 0, 0, dense, 0, 0)
  context.clearRect(0, 0, width, height)
}
