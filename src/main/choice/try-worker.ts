/** The trial in a worker, while the others are at it, too: does its path give its plain outputs, and how long does a case take? */
import { AppError, toErrorData } from '@shared/errors'
import type { PathTrial } from '@shared/path-choice'
import { loadById, timeReading } from '../run/first-case'
import type { CaseMachine } from '../run/occlude-case'
import { listOcclusions } from '../run/occlusions'
import type { TrialCases } from '../run/worker-line'
import type { Session } from '../session/session'
import { checkCase } from './checked-case'
import { timeCase } from './time-case'
import { compareCases, toVerdict } from './try-path'

/**
 * Compares a few masks of the first case with the plain path of this worker, and times a case with reading it. Which masks show
 * something was found when the path was chosen: only the number of threads is another one here.
 */
export async function tryWorker(
  { prepared, maskers, path, session }: CaseMachine & { readonly session: Session },
  cases: TrialCases,
): Promise<PathTrial> {
  const occluded = await loadById(prepared, maskers, cases.first)
  if (occluded === null) throw new AppError('bug/unexpected', { where: 'tryWorker', words: 'no case' })
  const checked = await checkCase(session, occluded, [...maskers.keys()])
  const trial = { path: path.name, secondsPerCase: null }
  try {
    const { largestDifference, refused } = toVerdict(path.name, await compareCases(path, [checked]))
    if (refused !== null) return { ...trial, largestDifference, refused }
    const occlusions = listOcclusions(maskers, occluded.original)
    const unlike = cases.unlike === null ? null : await loadById(prepared, maskers, cases.unlike)
    const seconds = await timeCase(path, occluded, { occlusions, unlike })
    const secondsPerCase = seconds + (await timeReading(prepared, occluded))
    return { ...trial, largestDifference, secondsPerCase, refused: null }
  } catch (thrown) {
    return { ...trial, largestDifference: null, refused: toErrorData(thrown, 'worker: path') }
  }
}
