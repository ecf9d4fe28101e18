/** The table of steps of a signal. */
import { AppError } from '@shared/errors'
import { toSamples } from '@shared/kinds/signal'
import type { SignalDuration, SignalStep } from '@shared/kinds/signal-steps'
import { at } from '@shared/at'
import { mapGrid, type Grid, type TensorPlace } from '../../tensors/grid'
import { placeGrid } from '../../tensors/place-grid'
import { resampleGrid } from '../../tensors/resample-grid'
import { checkSizeLimit } from '../../tensors/size-limit'
import { clip } from '../../tensors/steps/clip'
import { scale } from '../../tensors/steps/scale'
import type { Recording } from './signal-grid'

/** Applies one step and returns a new recording. Errors: tensor/no-rate, tensor/short-length, tensor/crop, tensor/too-large, tensor/no-spread, those of clip and scale. */
export function applySignalStep(recording: Recording, step: SignalStep, place: TensorPlace): Recording {
  const { grid, hz } = recording
  switch (step.step) {
    case 'resample':
      return resample(recording, step.hz, place)
    case 'crop':
      return { grid: crop(grid, samplesOf(step.length, hz, step.step, place), step.from, place), hz }
    case 'pad':
      return { grid: pad(grid, samplesOf(step.length, hz, step.step, place), step, place), hz }
    case 'clip':
      return { grid: clip(grid, step, place), hz }
    case 'scale':
      return { grid: scale(grid, step, place), hz }
    case 'normalise':
      return { grid: normalise(grid, step.over, place), hz }
  }
}

function samplesOf(length: SignalDuration, hz: number | null, step: string, place: TensorPlace): number {
  const samples = toSamples(length, hz)
  if (samples === null) throw new AppError('tensor/no-rate', { ...place, step })
  if (samples === 0 && typeof length === 'object')
    throw new AppError('tensor/short-length', { ...place, step, ms: length.ms, hz: hz ?? 0 })
  return samples
}

/** The duration is kept and the number of samples rounded; half-sample centres, averaged over the source when it shrinks. */
function resample({ grid, hz }: Recording, wanted: number, place: TensorPlace): Recording {
  if (hz === null) throw new AppError('tensor/no-rate', { ...place, step: 'resample' })
  const samples = Math.max(1, Math.round((at(grid.dims, 0) * wanted) / hz))
  const sampling = { step: 'resample', interpolation: 'linear' as const, antialias: true }
  return { grid: resampleGrid(grid, [samples], sampling, place), hz: wanted }
}

function crop(grid: Grid, length: number, from: 'start' | 'center' | 'end', place: TensorPlace): Grid {
  const left = at(grid.dims, 0) - length
  const offset = { start: 0, center: Math.floor(left / 2), end: left }[from]
  if (left < 0)
    throw new AppError('tensor/crop', {
      ...place,
      dims: grid.dims,
      size: [length],
      offset: [Math.max(0, offset)],
    })
  return placeGrid(grid, [length], [offset], 0)
}

function pad(
  grid: Grid,
  length: number,
  { value, at: where, step }: Extract<SignalStep, { step: 'pad' }>,
  place: TensorPlace,
): Grid {
  const had = at(grid.dims, 0)
  if (had >= length) return grid
  checkSizeLimit([grid.channels, length], step, place)
  return placeGrid(grid, [length], [where === 'end' ? 0 : -Math.floor((length - had) / 2)], value)
}

/** Mean and population standard deviation in float64. A lead without any change has nothing to be divided by: it becomes 0. */
function normalise(grid: Grid, over: 'lead' | 'case', place: TensorPlace): Grid {
  const perLead = at(grid.dims, 0)
  const groups =
    over === 'case'
      ? [grid.values]
      : Array.from({ length: grid.channels }, (_, lead) => leadOf(grid, lead, perLead))
  const figures = groups.map(meanAndSpread)
  if (figures.every(({ spread }) => spread === 0)) throw new AppError('tensor/flat-signal', { ...place })
  return mapGrid(grid, (value, lead) => {
    const { mean, spread } = at(figures, over === 'case' ? 0 : lead)
    return spread === 0 ? 0 : (value - mean) / spread
  })
}

function leadOf({ values }: Grid, lead: number, samples: number): Float32Array {
  return values.subarray(lead * samples, (lead + 1) * samples)
}

function meanAndSpread(values: Float32Array): { readonly mean: number; readonly spread: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / Math.max(1, values.length)
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return { mean, spread: Math.sqrt(squares / Math.max(1, values.length)) }
}
