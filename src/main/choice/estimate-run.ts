/** A plan with a time in it: the first case tried on the device and path that a run would take. */
import type { ErrorCode, ErrorData } from '@shared/errors'
import type { PathChoice } from '@shared/path-choice'
import type { RunPlan } from '@shared/run'
import type { ChosenPath } from './choose-path'
import { worthwhileSeconds } from './choose-workers'
import { firstRefusal } from '../run/first-case'
import { learnCohort } from '../run/learn-cohort'
import { listOcclusions } from '../run/occlusions'
import type { PreparedStudy } from '../run/prepared-study'
import { ask, type Question } from './question'
import { timeCase } from './time-case'
import { timeWholeCases } from './time-whole-cases'

const planCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'run/not-deterministic',
  'run/output-grows',
  'run/path-crashed',
])

/** Intervals and result, and the start of the process once more. */
const summarySeconds = 0.5

/** Plans the run and times a case of it on what `choose` chooses. Errors: those of the session, and those of the first case where none can be masked. */
export async function estimateRun(
  prepared: PreparedStudy,
  choose: (question: Question) => Promise<ChosenPath>,
): Promise<RunPlan> {
  const { maskers, firsts, cohort } = await learnCohort(prepared)
  const { plan } = cohort
  const { batchSize } = plan
  const question = await ask({ prepared, maskers, batchSize, firsts, isTimed: true })
  if (question === null) throw await firstRefusal(prepared, maskers)
  const { occluded, unlike = null } = question
  const occlusions = listOcclusions(maskers, occluded.original)
  const readyMs = performance.now()
  const { path, choice, notices } = await choose(question)
  const choiceSeconds = (performance.now() - readyMs) / 1000
  try {
    const timed = choice.trials.find((trial) => trial.path === path.name)?.secondsPerCase
    const seconds = timed ?? (await timeCase(path, occluded, { occlusions, unlike }))
    // The run remembers what was chosen here: of all that were tried it tries one again.
    const again = (choiceSeconds * 2) / (1 + Math.max(1, choice.trials.length))
    const secondsBefore = readyMs / 1000 + again + summarySeconds
    const secondsPerCase = await timeWholeCases({ prepared, maskers, path }, occluded, seconds)
    return {
      ...plan,
      secondsInAll: secondsBefore + withWorkers(secondsPerCase * plan.caseCount, prepared, choice),
      batchSize: choice.device?.batchSize ?? batchSize,
      secondsPerPass: seconds / occlusions.length,
      notices: [...plan.notices, ...notices.filter(isForPlan)],
    }
  } finally {
    await path.release()
  }
}

/** Several cases at once are tried in longer runs on the CPU; how much they gain is not known before. */
const usualGain = 0.7

function withWorkers(seconds: number, { settings }: PreparedStudy, { device }: PathChoice): number {
  const isTried = settings.workers === 'auto' && settings.path === 'auto' && seconds >= worthwhileSeconds
  return isTried && (device?.device ?? 'cpu') === 'cpu' ? usualGain * seconds : seconds
}

/** What says something of device or model; a path that was passed over is for the run to tell. */
function isForPlan({ code }: ErrorData): boolean {
  return code.startsWith('session/device-') || planCodes.has(code)
}
