/** An image held as its orientation tag says. */
import type { ErrorData } from '@shared/errors'
import type { ImageValue, PixelSize } from './source-value'

/** Per orientation 2..8: whether rows and columns swap, and which of the stored axes then run backwards. */
const turns: Readonly<Record<number, { swap: boolean; flipX: boolean; flipY: boolean }>> = {
  2: { swap: false, flipX: true, flipY: false },
  3: { swap: false, flipX: true, flipY: true },
  4: { swap: false, flipX: false, flipY: true },
  5: { swap: true, flipX: false, flipY: false },
  6: { swap: true, flipX: false, flipY: true },
  7: { swap: true, flipX: true, flipY: true },
  8: { swap: true, flipX: true, flipY: false },
}

/**
 * Turns and mirrors an image upright, with the notice image/turned; orientation 1 and unknown numbers change nothing.
 * Source: EXIF 2.32 and TIFF 6.0, tag Orientation (274).
 */
export function turnImage(image: ImageValue, orientation: number, file: string): ImageValue {
  const turn = turns[orientation]
  if (turn === undefined) return image
  const [storedHeight, storedWidth, channels] = image.dims
  const [height, width] = turn.swap ? [storedWidth, storedHeight] : [storedHeight, storedWidth]
  const values = new Float32Array(image.values.length)
  let target = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [alongX, alongY] = turn.swap ? [y, x] : [x, y]
      const storedX = turn.flipX ? storedWidth - 1 - alongX : alongX
      const storedY = turn.flipY ? storedHeight - 1 - alongY : alongY
      const source = (storedY * storedWidth + storedX) * channels
      for (let channel = 0; channel < channels; channel++) {
        values[target++] = image.values[source + channel] ?? Number.NaN
      }
    }
  }
  const notice: ErrorData = { code: 'image/turned', details: { file, orientation } }
  return {
    ...image,
    ...(turn.swap && image.pixelSize !== undefined ? { pixelSize: turnedSize(image.pixelSize) } : {}),
    dims: [height, width, channels],
    values,
    notices: [...(image.notices ?? []), notice],
  }
}

function turnedSize(pixelSize: PixelSize): PixelSize {
  const [height, width] = pixelSize.size
  return { ...pixelSize, size: [width, height] }
}
