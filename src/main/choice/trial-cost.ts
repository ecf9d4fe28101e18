/** What trying a path is expected to take, before it is tried. */
import type { RunPathName } from '@shared/study'
import { listOcclusions } from '../run/occlusions'
import { listPaths } from './candidates'
import { chooseCheckedMasks, effectiveMasks } from './checked-case'
import type { Question } from './question'
import { countTimedMasks } from './time-case'
import { noLimit, type TrialCost } from './trial-budget'

/** Of the model: paths that take it apart open its pieces, and run it on the way. */
const openingsOf: Record<RunPathName, number> = { incremental: 4, split: 3, batched: 0, plain: 0 }

/** A path that is opened and compared, and nothing more. */
export function openingCost(name: RunPathName, comparedMasks: number): TrialCost {
  return { passes: comparedMasks, openings: openingsOf[name] }
}

/** A path that is timed beside. */
export function contestCost(
  name: RunPathName,
  { occluded, batchSize }: Question,
  comparedMasks: number,
): TrialCost {
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const timed = countTimedMasks(occlusions, batchSize)
  return { passes: comparedMasks + timed, openings: openingsOf[name] }
}

/** Whether any path may be tried: else nothing more need be learned of the plain one. */
export function mayTryAny(question: Question, wanted: RunPathName | 'auto'): boolean {
  const { budget = noLimit, occluded } = question
  if (wanted !== 'auto' || budget === noLimit) return true
  const masks = chooseCheckedMasks(effectiveMasks(occluded), [...occluded.maskers.keys()]).length
  return listPaths(wanted).some(
    (name) =>
      budget.pays(openingCost(name, masks), name) || budget.allows(contestCost(name, question, masks)),
  )
}
