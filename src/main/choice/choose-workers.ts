/** One case on all threads, or several cases at once with few threads each: what is faster. */
import { freemem } from 'node:os'
import type { PathChoice, WorkersChoice } from '@shared/run'
import { timeReading } from '../run/first-case'
import { listOcclusions } from '../run/occlusions'
import { sessionOptions } from '../run/session-options'
import type { Question } from './question'
import { timeCase } from './time-case'
import type { RunPath } from '../session/paths/run-path'
import { openCaseWorker, type OpenWorker } from '../run/open-case-worker'
import type { StartWorker, TrialCases, WorkerSetup } from '../run/worker-line'

export interface WorkersQuestion extends Question {
  readonly start: StartWorker
  readonly runFolder: string
  /** What was chosen for one case at a time; still open, so that it can be timed. */
  readonly path: RunPath
  readonly choice: PathChoice
  /** What was fastest for the same model on this machine before; null when that is not known. */
  readonly remembered: number | null
}

export interface ChosenWorkers {
  readonly workers: readonly OpenWorker[]
  readonly choice: WorkersChoice
}

/** Opening workers takes seconds: a shorter run is over before they have paid. */
export const worthwhileSeconds = 20
const leastGain = 0.95
/** Share of the free memory that workers may take. */
const memoryShare = 0.7

/**
 * Opens workers when the run asks for them, or when cases are over faster by more than 5 % with them, which is measured on the
 * first case in all of them at once; null when one case at a time is the better way or the only one. Every worker is compared
 * with its plain path first (method.md section 9). The workers are the caller's to close.
 */
export async function chooseWorkers(question: WorkersQuestion): Promise<ChosenWorkers | null> {
  const { prepared, choice } = question
  if ((choice.device?.device ?? 'cpu') !== 'cpu') return null
  const isAuto = prepared.settings.workers === 'auto'
  const alone = isAuto ? await timeAlone(question) : null
  if (isAuto && (alone === null || alone * prepared.cases.length < worthwhileSeconds)) return null
  const count = countWorkers(question)
  if (count < 2) return null
  const setup = toSetup(question, count)
  const workers = await openWorkers(question.start, setup, count)
  if (workers === null) return null
  const secondsPerCase = await tryWorkers(workers, toTrialCases(question))
  const isKnown = !isAuto || question.remembered === count
  const isTaken = secondsPerCase !== null && (isKnown || secondsPerCase < leastGain * (alone ?? 0))
  if (isTaken) return { workers, choice: { count, threads: setup.threads, secondsPerCase } }
  await closeWorkers(workers)
  return null
}

/** Opens as many workers as asked for; null when one of them cannot be had. */
export async function openWorkers(
  start: StartWorker,
  setup: WorkerSetup,
  count: number,
): Promise<readonly OpenWorker[] | null> {
  const opened = await Promise.allSettled(Array.from({ length: count }, () => openCaseWorker(start, setup)))
  const workers = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (workers.length === count) return workers
  await closeWorkers(workers)
  return null
}

/** Seconds of a case with reading it; null when there is to be no contest. */
async function timeAlone({
  choice,
  path,
  occluded,
  unlike = null,
  prepared,
  remembered,
}: WorkersQuestion): Promise<number | null> {
  // A path that was asked for is not measured, nor is what runs beside it.
  if (prepared.settings.path !== 'auto' || remembered === 1) return null
  const known = choice.trials.find((trial) => trial.path === choice.path)?.secondsPerCase
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const seconds = known ?? (await timeCase(path, occluded, { occlusions, unlike }))
  return seconds + (await timeReading(prepared, occluded))
}

/** Never more than threads or cases; left to choose, not more than the memory holds of what this process took for one. */
function countWorkers({ prepared }: WorkersQuestion): number {
  const { workers } = prepared.settings
  const most = Math.min(sessionOptions(prepared).threads, prepared.cases.length)
  if (workers !== 'auto') return Math.min(workers, most)
  return Math.min(most, Math.floor((memoryShare * freemem()) / process.memoryUsage.rss()))
}

function toSetup(
  { prepared, runFolder, path, choice, batchSize }: WorkersQuestion,
  count: number,
): WorkerSetup {
  return {
    ...{ runFolder, path: path.name, plainModalities: choice.plainModalities },
    batchSize: choice.device?.batchSize ?? batchSize,
    threads: Math.max(1, Math.floor(sessionOptions(prepared).threads / count)),
  }
}

/** Those that were found when the question was asked: no worker looks for them again. */
function toTrialCases({ occluded, unlike = null }: WorkersQuestion): TrialCases {
  return { first: occluded.original.caseId, unlike: unlike?.original.caseId ?? null }
}

/** Seconds per case over all workers at once; null when the path of one is refused. */
async function tryWorkers(workers: readonly OpenWorker[], cases: TrialCases): Promise<number | null> {
  const trials = await Promise.all(workers.map((worker) => worker.try(cases)))
  const seconds = trials.map(({ refused, secondsPerCase }) => (refused === null ? secondsPerCase : null))
  const known = seconds.filter((one) => one !== null)
  if (known.length < workers.length) return null
  return known.reduce((sum, one) => sum + one, 0) / known.length ** 2
}

async function closeWorkers(workers: readonly OpenWorker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.close()))
}
