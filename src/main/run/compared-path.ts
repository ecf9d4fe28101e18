/** A path that is compared with the plain one again at a few cases of the run (method.md section 9). */
import { AppError } from '@shared/errors'
import type { CaseComparison } from '@shared/outputs'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { createRandom } from '../maskers/random'
import type { CasePath, RunPath } from '../session/paths/run-path'
import { effectiveMasks, runPlain } from './checked-case'
import { comparePath, toDetails, type Compared } from './try-path'

export interface LaterComparison {
  /** Ids of the cases that are compared. */
  readonly cases: ReadonlySet<string>
  /** The plain path whose outputs are right; it is released after every comparison. */
  readonly openPlain: () => Promise<RunPath>
}

/** Masks of every modality, beside the whole of it. */
const masksPerModality = 3

/** Wraps a path, which it then owns. Errors of openCase: run/path-differs-later, beside those of the path. */
export function createComparedPath(path: RunPath, { cases, openPlain }: LaterComparison): RunPath {
  let comparison: CaseComparison | null = null
  return {
    ...path,
    openCase: async (occluded) => {
      comparison = null
      const opened = await path.openCase(occluded)
      if (!cases.has(occluded.original.caseId)) return opened
      const plain = await openPlain()
      try {
        comparison = await compareCase(path, opened, plain, occluded)
      } finally {
        await plain.release()
      }
      return opened
    },
    takeComparison: () => {
      const taken = comparison
      comparison = null
      return taken
    },
  }
}

async function compareCase(
  path: RunPath,
  opened: CasePath,
  plain: RunPath,
  occluded: OccludedCase,
): Promise<CaseComparison> {
  const checked = await runPlain(plain, occluded, drawMasks(occluded))
  const compared = await comparePath(opened, checked)
  if (compared.largestDifference <= compared.allowed)
    return { masks: checked.size, largestDifference: compared.largestDifference }
  throw refuse(path, occluded, compared)
}

function refuse({ name }: RunPath, occluded: OccludedCase, compared: Compared): AppError {
  const { caseId } = occluded.original
  return new AppError('run/path-differs-later', { path: name, caseId, ...toDetails(compared, occluded) })
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
