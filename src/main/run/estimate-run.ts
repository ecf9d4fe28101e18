/** A plan with a time in it: the first case tried on the device and path that a run would take. */
import type { ErrorCode, ErrorData } from '@shared/errors'
import type { RunPlan } from '@shared/run'
import type { ChosenPath, RunQuestion } from './choose-path'
import { firstOccludedCase, firstRefusal, unlikeCase } from './first-case'
import { learnCohort } from './learn-cohort'
import { listOcclusions } from './occlusions'
import type { PreparedStudy } from './prepared-study'
import { timeCase } from './time-case'

const planCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'run/not-deterministic',
  'run/output-grows',
  'run/path-crashed',
])

/** Plans the run and times a case of it on what `choose` chooses. Errors: those of the session, and those of the first case where none can be masked. */
export async function estimateRun(
  prepared: PreparedStudy,
  choose: (question: RunQuestion) => Promise<ChosenPath>,
): Promise<RunPlan> {
  const { maskers, firsts, cohort } = await learnCohort(prepared)
  const { plan } = cohort
  const occluded = await firstOccludedCase(prepared, maskers, firsts)
  if (occluded === null) throw await firstRefusal(prepared, maskers)
  const occlusions = listOcclusions(maskers, occluded.original)
  const { batchSize } = plan
  const unlike = await unlikeCase(prepared, maskers, occluded)
  const { path, choice, notices } = await choose({ prepared, batchSize, occluded, unlike })
  try {
    const timed = choice.trials.find((trial) => trial.path === path.name)?.secondsPerCase
    const seconds = timed ?? (await timeCase(path, occluded, { occlusions, unlike }))
    return {
      ...plan,
      batchSize: choice.device?.batchSize ?? batchSize,
      secondsPerPass: seconds / occlusions.length,
      notices: [...plan.notices, ...notices.filter(isForPlan)],
    }
  } finally {
    await path.release()
  }
}

/** What says something of device or model; a path that was passed over is for the run to tell. */
function isForPlan({ code }: ErrorData): boolean {
  return code.startsWith('session/device-') || planCodes.has(code)
}
