/** The leads of a recording before their samples are read. */

export interface Lead {
  /** As the file writes it. */
  readonly name: string
  /** As the file writes it; empty where it does not. */
  readonly unit: string
  /** Writes every sample in the unit; the place is as long as the recording. */
  readonly fill: (into: Float32Array) => void
}

/** What the readers of all formats end with. */
export interface Recording<L extends Lead = Lead> {
  readonly file: string
  readonly format: string
  readonly leads: readonly L[]
  readonly sampleCount: number
  readonly rateHz: number | null
}
