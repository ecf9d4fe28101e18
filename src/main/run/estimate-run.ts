/** 9 of 11: a plan with a time in it: the first case tried on the path that a run would take. */
import type { RunPlan } from '@shared/run'
import { openSession } from '../session/open-session'
import { choosePath } from './choose-path'
import { firstOccludedCase } from './first-case'
import { listOcclusions } from './occlusions'
import { planRun } from './plan-run'
import { prepareMaskers } from './prepare-maskers'
import type { PreparedStudy } from './prepared-study'
import { sessionOptions } from './session-options'
import { timeCase } from './try-path'

/** Plans the run and times a case of it. The estimate is null when no case can be read. Errors: those of the session. */
export async function estimateRun(prepared: PreparedStudy): Promise<RunPlan> {
  const maskers = await prepareMaskers(prepared)
  const { plan } = await planRun(prepared, maskers)
  const occluded = await firstOccludedCase(prepared, maskers)
  if (occluded === null) return plan
  const occlusions = listOcclusions(maskers, occluded.original)
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared))
  try {
    const { batchSize } = plan
    const wanted = prepared.settings.path
    const { path, choice } = await choosePath({ prepared, session, wanted, batchSize, occluded })
    const timed = choice.trials.find((trial) => trial.path === path.name)?.secondsPerCase
    const seconds = timed ?? (await timeCase(path, occluded, occlusions))
    await path.release()
    return { ...plan, secondsPerPass: seconds / occlusions.length }
  } finally {
    await session.release()
  }
}
