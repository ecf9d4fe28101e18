/** 8 of 11: what the contribution needs to know of a study. */
import type { RunSettings, StudyOutputs } from '@shared/study'

export interface ContributionOptions {
  readonly aggregation: RunSettings['aggregation']
  readonly outputs: StudyOutputs
  /** A case whose summed differences are below it is silent. */
  readonly responseFloor: number
  readonly collapseThreshold: number
  readonly resamples: number
  readonly seed: number
}

/** Fills in the default floor of METHOD section 1: 1e-6 times the number of outputs. */
export function toContributionOptions(settings: RunSettings, outputs: StudyOutputs): ContributionOptions {
  const { aggregation, collapseThreshold, resamples, seed } = settings
  const responseFloor = settings.responseFloor ?? 1e-6 * outputs.names.length
  return { aggregation, outputs, responseFloor, collapseThreshold, resamples, seed }
}
