/** 9 of 10: masks that change nothing need no pass; their difference is exactly 0 (METHOD section 1, inertParts). */
import { isInert } from '../batch/is-inert'
import type { Occlusion } from '../batch/plan-batches'
import type { CaseTensors } from '../tensors/modality-tensors'
import type { Donors } from './donors'
import type { RunJob } from './job'

/** Finds the occlusions whose masked copy equals the original bit for bit, in every draw. */
export function findInertOcclusions(
  occlusions: readonly Occlusion[],
  job: RunJob,
  original: CaseTensors,
  donors: Donors,
): ReadonlySet<Occlusion> {
  return new Set(occlusions.filter((one) => one.masker !== null && isInert(one)))
}
