/** Benchmark: a map of positions and channels between two layers. */

export interface FeatureMap {
  /** Name of the tensor [batch, channels, ...axes]. */
  readonly name: string
  readonly channels: number
  /** Number of spatial axes: 2 for images, 3 for volumes. */
  readonly rank: number
}

/** A tensor [batch, width]. */
export interface FeatureRow {
  readonly name: string
  readonly width: number
}
