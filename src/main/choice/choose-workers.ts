/** One case on all threads, or several cases at once with few threads each: what is faster. */
import { freemem } from 'node:os'
import type { PathChoice, WorkersChoice } from '@shared/path-choice'
import { timeReading } from '../run/first-case'
import { listOcclusions } from '../run/occlusions'
import { sessionOptions } from '../run/session-options'
import type { Question } from './question'
import { timeCase } from './time-case'
import { noLimit } from './trial-budget'
import { contestCost } from './trial-cost'
import type { RunPath } from '../session/paths/run-path'
import { openCaseWorker, type OpenWorker } from '../run/open-case-worker'
import type { StartWorker, TrialCases, WorkerSetup } from '../run/worker-line'

export interface WorkersQuestion extends Question {
  readonly start: StartWorker
  readonly runFolder: string
  /** What was chosen for one case at a time; still open, so that it can be timed. */
  readonly path: RunPath
  readonly choice: PathChoice
  /** What was found for the same model on this machine before. */
  readonly remembered: KnownWorkers
}

/** What is known of several cases at once. */
export interface KnownWorkers {
  /** The fastest count; null where several were not tried. */
  readonly count: number | null
  /** Of a case alone, with reading it; null when it was not timed. */
  readonly secondsAlone: number | null
}

export interface ChosenWorkers {
  readonly workers: readonly OpenWorker[]
  readonly choice: WorkersChoice
}

export interface WorkersAnswer {
  /** Null: one case at a time. */
  readonly chosen: ChosenWorkers | null
  readonly known: KnownWorkers
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
export async function chooseWorkers(question: WorkersQuestion): Promise<WorkersAnswer> {
  const { prepared, choice, remembered } = question
  const isAuto = prepared.settings.workers === 'auto'
  if ((choice.device?.device ?? 'cpu') !== 'cpu') return { chosen: null, known: remembered }
  const secondsAlone = isAuto ? await timeAlone(question) : null
  const known = { count: remembered.count, secondsAlone }
  if (isAuto && (secondsAlone === null || secondsAlone * prepared.cases.length < worthwhileSeconds))
    return { chosen: null, known }
  const count = countWorkers(question)
  if (count < 2) return { chosen: null, known: { ...known, count: 1 } }
  const setup = toSetup(question, count)
  const workers = await openWorkers(question.start, setup, count)
  if (workers === null) return { chosen: null, known: { ...known, count: 1 } }
  const secondsPerCase = await tryWorkers(workers, toTrialCases(question))
  const isKnown = !isAuto || remembered.count === count
  const isTaken =
    secondsPerCase !== null &&
    (isKnown || (secondsAlone !== null && secondsPerCase < leastGain * secondsAlone))
  if (isTaken) {
    const taken = { count, threads: setup.threads, secondsPerCase }
    return { chosen: { workers, choice: taken }, known: { ...known, count } }
  }
  await closeWorkers(workers)
  return { chosen: null, known: { ...known, count: 1 } }
}

/** Beside opening the model: a process that reads study and data again. */
const startSeconds = 2

/** Whether so much is left that starting several, each with its proof, is no large share of it; what was faster before needs no contest. */
function isWorthStarting(question: WorkersQuestion): boolean {
  const { budget = noLimit, choice, remembered } = question
  const runSeconds = budget.runSeconds()
  if (runSeconds !== null && runSeconds < worthwhileSeconds) return false
  const { passes, openings } = contestCost(choice.path, question, choice.checkedMasks)
  return remembered.count !== null || budget.allows({ passes, openings: openings + 1, seconds: startSeconds })
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
async function timeAlone(question: WorkersQuestion): Promise<number | null> {
  const { choice, path, occluded, unlike = null, prepared, remembered } = question
  // A path that was asked for is not measured, nor is what runs beside it.
  if (prepared.settings.path !== 'auto' || remembered.count === 1 || !isWorthStarting(question)) return null
  if (remembered.secondsAlone !== null) return remembered.secondsAlone
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
