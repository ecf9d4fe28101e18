/** When an adaptive run has seen enough (method.md section 6). */
import type { AdaptiveSettings } from '@shared/study'
import { halfWidth } from './share-interval'
import type { ShareIntervals } from './share-intervals'

/** Fewer patients of equal weight make no interval that can be trusted. */
const leastEffective = 30

/** A first look that is narrow by luck is also wrong more often: so many more patients, as a share, confirm it. */
const confirmation = 1.25

/** Looks at the patients so far, with so many cases in all: whether every share has an interval whose half-width is small enough. */
export function isEnough(
  { intervals, effectivePatients }: ShareIntervals,
  caseCount: number,
  { tolerance, minCases }: Pick<AdaptiveSettings, 'tolerance' | 'minCases'>,
): boolean {
  if (caseCount < minCases || effectivePatients < leastEffective) return false
  return intervals.every(({ interval, note }) =>
    interval === null ? note === 'only-modality' : halfWidth(interval) <= tolerance,
  )
}

/** Counts the patients after which a run ends whose intervals were small enough after `seen`. */
export function confirmedCount(seen: number, { blockSize }: Pick<AdaptiveSettings, 'blockSize'>): number {
  return Math.ceil((confirmation * seen) / blockSize) * blockSize
}
