/** Float pixels -> PNG bytes. */
import { encode } from 'fast-png'
import type { MapPicture } from './report-document'

/** Maps `range` to 0..255; one channel becomes grey, three become RGB, of any other number the first is shown. */
export function toPng({ dims, pixels, range }: Pick<MapPicture, 'dims' | 'pixels' | 'range'>): Uint8Array {
  const [height, width, channels] = dims
  const shown = channels === 3 ? 3 : 1
  const [low, high] = range
  const factor = high > low ? 255 / (high - low) : 0
  const data = new Uint8Array(height * width * shown)
  for (let index = 0; index < data.length; index += 1) {
    const pixel = Math.floor(index / shown)
    const value = pixels[pixel * channels + (index % shown)] ?? low
    data[index] = Math.round(Math.min(255, Math.max(0, (value - low) * factor)))
  }
  return encode({ width, height, data, channels: shown, depth: 8 })
}
