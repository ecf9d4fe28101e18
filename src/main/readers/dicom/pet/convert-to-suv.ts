/** Slices of a PET whose rescale yields SUV, where the file says enough. */
import type { ErrorData } from '@shared/errors'
import type { SliceHeader } from '../headers/slice-header'
import { scaleWindows } from '../headers/voi-windows'
import { toSuvScale, type SuvScale } from './suv-scale'

export interface SuvSlices<S extends SliceHeader> {
  readonly slices: readonly S[]
  readonly notices: readonly ErrorData[]
}

/** Factors of one series differ by rounding only. */
const SAME_FACTOR = 1e-6

/**
 * Multiplies slope and intercept of every slice so that its values are SUV by body weight (unit SUVbw); leaves other modalities
 * alone, and PET that cannot be converted with a notice that says why. Source: see toSuvScale.
 */
export function convertToSuv<S extends SliceHeader>(slices: readonly S[], folder: string): SuvSlices<S> {
  const pets = slices.flatMap(({ pet }) => (pet === null ? [] : [pet]))
  const [first] = pets
  if (first === undefined || pets.length < slices.length) return { slices, notices: [] }
  const times = pets.flatMap(({ acquisitionSeconds }) => acquisitionSeconds ?? [])
  const earliest = times.length === pets.length ? times.reduce((a, b) => Math.min(a, b)) : null
  const scales = pets.map((pet) => toSuvScale(pet, earliest))
  const scale = settled(slices, scales)
  if (scale.factor === null) {
    const stated = slices[0]?.unit ?? ''
    const unit = stated === '' ? 'the units of the file' : stated
    return { slices, notices: [{ code: 'dicom/no-suv', details: { folder, unit, why: scale.why } }] }
  }
  const { factor, from } = scale
  return {
    slices: slices.map((slice) => ({
      ...slice,
      slope: slice.slope * factor,
      intercept: slice.intercept * factor,
      windows: scaleWindows(slice.windows, factor),
      unit: 'SUVbw',
    })),
    notices: from === 'g/ml' ? [] : [{ code: 'dicom/suv', details: { folder, from } }],
  }
}

/** One factor for all slices, or the first reason against one. */
function settled(slices: readonly SliceHeader[], scales: readonly SuvScale[]): SuvScale {
  const [first] = scales
  if (first === undefined || first.factor === null) return first ?? { factor: null, why: 'there is no slice' }
  if (slices.some(({ lut }) => lut !== null)) return { factor: null, why: 'a look-up table gives its values' }
  const { factor } = first
  for (const scale of scales) {
    if (scale.factor === null) return scale
    const isSame = Math.abs(scale.factor - factor) <= factor * SAME_FACTOR
    if (!isSame) return { factor: null, why: 'weight, dose or times differ between its slices' }
  }
  return first
}
