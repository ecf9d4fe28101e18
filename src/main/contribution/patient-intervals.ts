/** 8 of 11: intervals over patients by the method of the run: drawn again, or left out in turn (METHOD section 6). */
import type { Interval } from '@shared/contribution'
import { bootstrapIntervals, type Estimate } from './bootstrap'
import type { ClusterTable } from './clusters'
import type { ContributionOptions } from './contribution-options'
import { toShareIntervals } from './share-interval'

/** 95 % interval of every figure of `estimate`; null below two patients, or when most of them show no response. */
export function patientIntervals(
  { clusters, toWeight }: ClusterTable,
  estimate: Estimate,
  options: Pick<ContributionOptions, 'intervalMethod' | 'resamples' | 'seed'>,
): readonly (Interval | null)[] | null {
  if (options.intervalMethod === 'bootstrap') return bootstrapIntervals(clusters, estimate, options)
  return clusters.length < 2 ? null : (toShareIntervals(clusters, estimate, toWeight)?.intervals ?? null)
}
