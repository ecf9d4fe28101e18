/** Parts as the panes of a viewer draw them, and what is below the pointer. */
import type { ColourScale } from '@shared/charts/colour-scale'
import type { PartsAt } from '@shared/picture/part-at'
import type { Plane, Voxel } from '@shared/picture/planes'

/** How parts are drawn over a plane. */
export interface PaneParts {
  readonly at: PartsAt
  /** Null: no map, before a run or switched off. */
  readonly map: { readonly values: readonly number[]; readonly scale: ColourScale } | null
  /** Parts that are labels have an outline of their own; null for the rest and for boxes. */
  readonly outlined: readonly (number | null)[]
  readonly hasLines: boolean
  /** The strongest parts, which are outlined with their rank. */
  readonly marked: readonly number[]
  /** The part at the crosshair. */
  readonly chosen: number | null
  /** One value per slice of this plane. */
  readonly strip: (plane: Plane) => Float64Array
}

export interface HoveredVoxel {
  readonly voxel: Voxel
  readonly values: readonly number[]
  readonly parts: readonly number[]
  /** On the pane. */
  readonly x: number
  readonly y: number
}
