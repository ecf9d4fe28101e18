/** The cases of a run at which its path is compared with the plain one once more. */
import { createRandom } from '../maskers/random'
import type { PreparedStudy } from './prepared-study'

const count = 3

/** Draws a few cases behind the first with the seed of the run; of an adaptive run, from those that it computes in any case. */
export function laterCases({ cases, settings }: PreparedStudy): ReadonlySet<string> {
  const { adaptive, seed } = settings
  const sure = adaptive === null ? cases : cases.slice(0, adaptive.minCases)
  const random = createRandom(seed, 'compared later')
  const drawn = sure
    .slice(1)
    .map(({ caseId }) => ({ caseId, place: random() }))
    .toSorted((a, b) => a.place - b.place)
  return new Set(drawn.slice(0, count).map(({ caseId }) => caseId))
}
