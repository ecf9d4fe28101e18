/** 8 of 11: what the contribution needs to know of a study. */
import type { IntervalMethod } from '@shared/contribution'
import type { RunSettings, StudyOutputs } from '@shared/study'

export interface ContributionOptions {
  readonly aggregation: RunSettings['aggregation']
  readonly outputs: StudyOutputs
  /** A case whose summed differences are below it is silent. */
  readonly responseFloor: number
  readonly collapseThreshold: number
  readonly resamples: number
  readonly seed: number
  /** How the intervals of the leading m_i are made. */
  readonly intervalMethod: IntervalMethod
}

/** Fills in the default floor of METHOD section 1: 1e-6 times the number of outputs. */
export function toContributionOptions(settings: RunSettings, outputs: StudyOutputs): ContributionOptions {
  const { aggregation, collapseThreshold, resamples, seed } = settings
  const responseFloor = settings.responseFloor ?? 1e-6 * outputs.names.length
  // A percentile bootstrap does not know that a run ended because it looked sure enough.
  const intervalMethod = settings.adaptive === null ? 'bootstrap' : 'jackknife'
  return { aggregation, outputs, responseFloor, collapseThreshold, resamples, seed, intervalMethod }
}
