/** What a reader returned -> leads over time, as a grid with one spatial axis: [leads, samples]. */
import { AppError } from '@shared/errors'
import type { SignalModality } from '@shared/kinds/signal'
import type { SourceValue } from '../../readers/source-value'
import type { Grid, TensorPlace } from '../../tensors/grid'
import { arrayGrid } from '../../tensors/source-grid'

/** A recording between two steps. */
export interface Recording {
  /** Channels are leads; dims [samples]. */
  readonly grid: Grid
  /** Samples per second; null where neither file nor study says. */
  readonly hz: number | null
}

/** A recording, or an array [samples] or [leads, samples]. Errors: tensor/source-kind, tensor/source-dims. */
export function toRecording(
  value: SourceValue,
  { source }: Pick<SignalModality, 'source'>,
  place: TensorPlace,
): Recording {
  const hz = source.hz ?? null
  if (value.kind === 'array') return { grid: arrayGrid(value, { kind: 'signal', rank: 1 }, place), hz }
  if (value.kind !== 'signal')
    throw new AppError('tensor/source-kind', { ...place, wanted: 'signal', got: value.kind })
  const [leads, samples] = value.dims
  const grid = { channels: leads, dims: [samples], values: value.values, spacingMm: null, affineLps: null }
  // What the file says of its own rate is measured; what the study says stands in for it.
  return { grid, hz: value.rateHz ?? hz }
}
