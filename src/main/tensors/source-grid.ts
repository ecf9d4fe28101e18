/** A tensor that a user saved, as the first grid of a modality. */
import { AppError } from '@shared/errors'
import type { ArrayValue, SourceValue } from '../readers/source-value'
import type { Grid, TensorPlace } from './grid'

/** How the values of a kind lie on a grid. */
export interface GridShape {
  /** Name of the kind, for error sentences. */
  readonly kind: string
  /** Number of spatial axes. */
  readonly rank: number
  /** True where the channels are leads and the one spatial axis is time: errors speak of these. */
  readonly hasLeads?: true
  /** Turns what a reader returned into the first grid, channels first. Errors: tensor/source-kind, tensor/source-dims. */
  readonly toGrid: (value: SourceValue, place: TensorPlace) => Grid
}

/** [...spatial] or [C, ...spatial] with `rank` spatial axes. Errors: tensor/source-dims. */
export function arrayGrid(
  { dims, values }: ArrayValue,
  { kind, rank }: Pick<GridShape, 'kind' | 'rank'>,
  place: TensorPlace,
): Grid {
  const withoutChannels = dims.length === rank
  if (!withoutChannels && dims.length !== rank + 1) {
    throw new AppError('tensor/source-dims', { ...place, kind, dims })
  }
  return {
    channels: withoutChannels ? 1 : (dims[0] ?? 1),
    dims: withoutChannels ? dims : dims.slice(1),
    values,
    spacingMm: null,
    affineLps: null,
  }
}
