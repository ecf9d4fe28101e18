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

/** Rates are written with few digits. */
const rounding = 1e-3

/** A recording, or an array [samples] or [leads, samples]. Errors: tensor/source-kind, tensor/source-dims, tensor/rate-differs. */
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
  // Windows in milliseconds are cut by the rate of the study: another one would cut them elsewhere without a word.
  if (value.rateHz !== null && hz !== null && Math.abs(value.rateHz / hz - 1) > rounding)
    throw new AppError('tensor/rate-differs', { ...place, found: value.rateHz, wanted: hz })
  return { grid, hz: value.rateHz ?? hz }
}
