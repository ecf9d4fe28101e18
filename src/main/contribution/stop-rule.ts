/** 8 of 11: when an adaptive run has seen enough (METHOD section 6). */
import { effectivePatients, halfWidth, toRatioIntervals, type PatientAmounts } from './ratio-interval'

export interface StopSettings {
  /** Half-width that every m_i shall have. */
  readonly tolerance: number
  /** Patients that are seen in any case. */
  readonly minPatients: number
  /** Patients between two looks. */
  readonly blockSize: number
}

/** Fewer patients of equal weight make no interval that can be trusted. */
const leastEffective = 30

/** A first look that is narrow by luck is also wrong more often: so many more patients, as a share, confirm it. */
const confirmation = 1.25

/** Looks at the patients so far: whether every half-width is small enough. */
export function isEnough(patients: readonly PatientAmounts[], settings: StopSettings): boolean {
  if (patients.length < settings.minPatients || effectivePatients(patients) < leastEffective) return false
  const intervals = toRatioIntervals(patients)
  return intervals?.every((interval) => halfWidth(interval) <= settings.tolerance) === true
}

/** Counts the patients after which a run ends whose intervals were small enough after `seen`. */
export function confirmedCount(seen: number, { blockSize }: StopSettings): number {
  return Math.ceil((confirmation * seen) / blockSize) * blockSize
}

/**
 * Finds after how many patients, in the order of the run, a run may end; null when that is not known yet. It depends on the
 * patients alone, so that a resumed run ends where an undisturbed one does. Looks come after whole blocks.
 */
export function findStop(patients: readonly PatientAmounts[], settings: StopSettings): number | null {
  for (let seen = settings.blockSize; seen <= patients.length; seen += settings.blockSize) {
    if (isEnough(patients.slice(0, seen), settings)) return confirmedCount(seen, settings)
  }
  return null
}
