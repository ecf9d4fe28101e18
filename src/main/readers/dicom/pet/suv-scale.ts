/** From the values of a PET to standardised uptake values by body weight. */
import { attributes } from '../headers/attributes'
import type { PetHeader } from './pet-header'

/** SUV = value x factor (g/ml), or the reason why there is none. */
export type SuvScale =
  { readonly factor: number; readonly from: string } | { readonly factor: null; readonly why: string }

const DAY_SECONDS = 86_400

/**
 * Computes the factor of one slice. `firstAcquisitionSeconds` is the earliest of the series: a series time behind it was rewritten
 * and no reference for decay. Source: QIBA "SUV vendor-neutral pseudo-code" (happy path, GE and Philips); PS3.3 C.8.9.1.
 * Limits: activity decayed by the time zones of the dates as they stand; enhanced PET is not converted.
 */
export function toSuvScale(pet: PetHeader, firstAcquisitionSeconds: number | null): SuvScale {
  if (pet.units === 'GML') return bodyWeight(pet)
  if (pet.units === 'CNTS' && pet.philipsSuv !== null) return { factor: pet.philipsSuv, from: 'counts' }
  if (pet.units === 'CNTS' && pet.philipsActivity !== null) {
    return fromActivity(pet, firstAcquisitionSeconds, pet.philipsActivity)
  }
  if (pet.units === 'BQML') return fromActivity(pet, firstAcquisitionSeconds, 1)
  return none(pet.units === null ? `${attributes.petUnits.name} is missing` : 'they are not in Bq/ml')
}

function bodyWeight({ suvType }: PetHeader): SuvScale {
  if (suvType === null || suvType === 'BW') return { factor: 1, from: 'g/ml' }
  return none(`${attributes.suvType.name} is not BW`)
}

function fromActivity(pet: PetHeader, firstAcquisitionSeconds: number | null, activity: number): SuvScale {
  const uncorrected = ['ATTN', 'DECY'].find((one) => !pet.corrections.includes(one))
  if (uncorrected !== undefined) return none(`${attributes.correctedImage.name} lacks ${uncorrected}`)
  if (pet.weightKg === null) return none(missing(attributes.patientWeight.name))
  if (pet.doseBq === null) return none(missing(attributes.tracerDose.name))
  const from = activity === 1 ? 'Bq/ml' : 'counts'
  const grams = pet.weightKg * 1000
  if (pet.decayCorrection === 'ADMIN') return { factor: (activity * grams) / pet.doseBq, from }
  if (pet.decayCorrection !== 'START') return none(`${attributes.decayCorrection.name} is not START or ADMIN`)
  if (pet.halfLifeSeconds === null) return none(missing(attributes.tracerHalfLife.name))
  const decay = decaySeconds(pet, firstAcquisitionSeconds)
  if (typeof decay === 'string') return none(decay)
  const remainingBq = pet.doseBq * 2 ** (-decay / pet.halfLifeSeconds)
  return { factor: (activity * grams) / remainingBq, from }
}

/** Seconds from injection to the moment to which the values are corrected, or what is missing. */
function decaySeconds(pet: PetHeader, firstAcquisitionSeconds: number | null): number | string {
  const reference = pet.geScanSeconds ?? pet.seriesSeconds
  if (reference === null) return missing(`${attributes.seriesDate.name} or ${attributes.seriesTime.name}`)
  if (firstAcquisitionSeconds === null)
    return missing(`${attributes.acquisitionDate.name} or ${attributes.acquisitionTime.name}`)
  if (pet.geScanSeconds === null && reference > firstAcquisitionSeconds) {
    return `${attributes.seriesTime.name} lies after the first acquisition`
  }
  const seconds = sinceInjection(pet, reference)
  if (seconds === null) return missing(attributes.tracerStartTime.name)
  const isPlausible = seconds >= 0 && seconds < DAY_SECONDS
  return isPlausible
    ? seconds
    : `${attributes.tracerStartDateTime.name} does not lie in the day before the scan`
}

/** A time of day later than the scan belongs to the day before. */
function sinceInjection(pet: PetHeader, reference: number): number | null {
  if (pet.injectionDateSeconds !== null) return reference - pet.injectionDateSeconds
  if (pet.injectionSeconds === null) return null
  const seconds = (reference % DAY_SECONDS) - pet.injectionSeconds
  return seconds < 0 ? seconds + DAY_SECONDS : seconds
}

function missing(attribute: string): string {
  return `${attribute} is missing`
}

function none(why: string): SuvScale {
  return { factor: null, why }
}
