/** Samples without their alpha channel. */

export interface SamplesWithAlpha {
  /** [pixels, samples] */
  readonly stored: ArrayLike<number>
  /** Samples per pixel; alpha is the one after the colour channels. */
  readonly samples: number
  readonly channels: number
  /** Value of a pixel that hides all below it. */
  readonly opaque: number
  /** Factor of every value; default 1. */
  readonly scale?: number
}

/** Copies the colour channels and tells whether every pixel was opaque. */
export function withoutAlpha(input: SamplesWithAlpha): {
  readonly values: Float32Array
  readonly isOpaque: boolean
} {
  const { stored, samples, channels, opaque, scale = 1 } = input
  const pixelCount = stored.length / samples
  const values = new Float32Array(pixelCount * channels)
  let isOpaque = true
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      values[pixel * channels + channel] = (stored[pixel * samples + channel] ?? Number.NaN) * scale
    }
    if (samples > channels && stored[pixel * samples + channels] !== opaque) isOpaque = false
  }
  return { values, isOpaque }
}
