/** The parts of a modality over its picture. */
import type { ColourScale } from '@shared/charts/colour-scale'
import type { PartLayout } from '@shared/part'
import type { PartEffect } from '@shared/words/masking-words'
import type { PartLimits } from '@/maps/part-scale'

/** What a run found out about them. */
export interface PartMap {
  /** One per part. */
  readonly values: readonly number[]
  readonly kind: ColourScale['kind']
  /** Of all modalities of the case. */
  readonly limits: PartLimits
  /** What the values are of. */
  readonly of: string
  readonly effects: readonly PartEffect[]
}

export interface ViewedParts {
  readonly layout: PartLayout
  /** Null before a run: parts are outlined. */
  readonly map: PartMap | null
}
