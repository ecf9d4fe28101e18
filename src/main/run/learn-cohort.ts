/** What is learned of all cases before any of them is masked: once per run, for whoever plans it and whoever computes it. */
import type { CaseMasker } from '../maskers/joint-masker'
import { createFirstTensors, type FirstTensors } from './first-tensors'
import { planRun, type PlannedRun } from './plan-run'
import { computeMaskStatistics, prepareMaskers, type MaskStatistics } from './prepare-maskers'
import type { PreparedStudy } from './prepared-study'

/** Plain values: a run folder keeps them. */
export interface Cohort extends MaskStatistics, PlannedRun, Pick<PreparedStudy, 'columns'> {}

export interface LearnedCohort {
  readonly cohort: Cohort
  readonly maskers: readonly CaseMasker[]
  /** The case that was read for it, so that it need not be read again. */
  readonly firsts: FirstTensors
}

/** Reads the cases that statistics are computed over, one that parts are counted of, and all texts. Errors: run/cancelled between two cases; those of the statistics. */
export async function learnCohort(prepared: PreparedStudy, signal?: AbortSignal): Promise<LearnedCohort> {
  const firsts = createFirstTensors(prepared)
  const statistics = await computeMaskStatistics(prepared, firsts, signal)
  const maskers = prepareMaskers(prepared, statistics)
  const planned = await planRun(prepared, maskers, firsts)
  return { cohort: { columns: prepared.columns, ...statistics, ...planned }, maskers, firsts }
}
