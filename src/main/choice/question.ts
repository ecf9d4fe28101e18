/** The question: how is this run to be computed? It is asked of its first case, on which everything is tried. */
import type { OccludedCase } from '../batch/fill-batch'
import type { CaseMasker } from '../maskers/joint-masker'
import { firstOccludedCase, unlikeCase } from '../run/first-case'
import type { FirstTensors } from '../run/first-tensors'
import type { PreparedStudy } from '../run/prepared-study'
import { noLimit, type TrialBudget } from './trial-budget'

export interface Question {
  readonly prepared: PreparedStudy
  /** Masks per forward pass, as planned. */
  readonly batchSize: number
  /** The first case that can be read. */
  readonly occluded: OccludedCase
  /** A case of other dims, where the cases of the run differ. */
  readonly unlike?: OccludedCase | null
  /** What trials may cost; absent: nothing is too dear. */
  readonly budget?: TrialBudget
}

export interface AskOptions {
  readonly prepared: PreparedStudy
  readonly maskers: readonly CaseMasker[]
  readonly batchSize: number
  /** Whether cases are going to be timed. */
  readonly isTimed: boolean
  /** What was read of the first case before. */
  readonly firsts?: FirstTensors
  readonly budget?: TrialBudget
}

/** Reads the first case; null when there is none that can be read. */
export async function ask({
  prepared,
  maskers,
  batchSize,
  isTimed,
  firsts,
  budget = noLimit,
}: AskOptions): Promise<Question | null> {
  const occluded = await firstOccludedCase(prepared, maskers, firsts)
  if (occluded === null) return null
  const unlike = isTimed ? await unlikeCase(prepared, maskers, occluded) : null
  return { prepared, batchSize, occluded, unlike, budget }
}
