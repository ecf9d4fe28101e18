/** The parts of a modality over its picture. */
import type { ColourScale } from '@shared/charts/colour-scale'
import type { PartLayout } from '@shared/part'
import type { PartEffect } from '@shared/words/masking-words'

/** What a run found out about them. */
export interface PartMap {
  /** One per part. */
  readonly values: readonly number[]
  /** That all modalities share. */
  readonly scale: ColourScale
  /** What the values are of. */
  readonly of: string
  readonly effects: readonly PartEffect[]
  /** m of the modality in this case; null when the case is silent. */
  readonly contribution: number | null
}

export interface ViewedParts {
  readonly layout: PartLayout
  /** Null before a run: parts are outlined. */
  readonly map: PartMap | null
}
