/** A path that is compared with the plain one again at a few cases of the run (method.md section 9). */
import { AppError } from '@shared/errors'
import type { CaseComparison } from '@shared/outputs'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { createRandom } from '../maskers/random'
import type { PreparedStudy } from '../run/prepared-study'
import type { CasePath, RunPath } from '../session/paths/run-path'
import { effectiveMasks, runPlain } from './checked-case'
import { comparePath, toDetails } from './try-path'

export interface LaterComparison {
  /** Ids of the cases that are compared. */
  readonly cases: ReadonlySet<string>
  /** The plain path whose outputs are right; it is released after every comparison. */
  readonly openPlain: () => Promise<RunPath>
}

const caseCount = 3
/** Masks of every modality, beside the whole of it. */
const masksPerModality = 3

/** Draws a few cases behind the first with the seed of the run; of an adaptive run, from those that it computes in any case. */
export function laterCases({ cases, settings }: PreparedStudy): ReadonlySet<string> {
  const { adaptive, seed } = settings
  const sure = adaptive === null ? cases : cases.slice(0, adaptive.minCases)
  const random = createRandom(seed, 'compared later')
  const drawn = sure
    .slice(1)
    .map(({ caseId }) => ({ caseId, place: random() }))
    .toSorted((a, b) => a.place - b.place)
  return new Set(drawn.slice(0, caseCount).map(({ caseId }) => caseId))
}

/** Compares a case that is open on the path of this name. Errors: run/path-differs-later. */
export async function compareLater(
  path: RunPath['name'],
  opened: CasePath,
  { openPlain }: LaterComparison,
  occluded: OccludedCase,
): Promise<CaseComparison> {
  const plain = await openPlain()
  try {
    const checked = await runPlain(plain, occluded, drawMasks(occluded))
    const compared = await comparePath(opened, checked)
    if (compared.largestDifference <= compared.allowed)
      return { masks: checked.size, largestDifference: compared.largestDifference }
    const { caseId } = occluded.original
    throw new AppError('run/path-differs-later', { path, caseId, ...toDetails(compared, occluded) })
  } finally {
    await plain.release()
  }
}

/** The original, the whole of every modality, and parts drawn with seed and case. */
function drawMasks(occluded: OccludedCase): Occlusion[] {
  const { original, seed, maskers } = occluded
  const random = createRandom(seed, 'compared later', original.caseId)
  const masks = effectiveMasks(occluded)
  const drawn = maskers.flatMap((_, masker) => {
    const parts = masks.filter((one) => one.masker === masker && one.part !== 'whole')
    const placed = parts.map((one) => ({ one, place: random() })).toSorted((a, b) => a.place - b.place)
    const whole = masks.find((one) => one.masker === masker && one.part === 'whole')
    return [
      ...placed.slice(0, masksPerModality).map(({ one }) => one),
      ...(whole === undefined ? [] : [whole]),
    ]
  })
  return [...masks.filter(({ masker }) => masker === null), ...drawn]
}
