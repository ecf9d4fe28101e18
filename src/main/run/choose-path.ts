/** 9 of 11: the fastest path that gives the outputs of the plain one (METHOD section 9). */
import type { ErrorData } from '@shared/errors'
import type { PathChoice, PathTrial } from '@shared/run'
import { runPaths, type RunPathName } from '@shared/study'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { createBatchedPath } from '../session/paths/batched-path'
import { findDifferingNode } from '../session/paths/find-differing-node'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import { listOcclusions } from './occlusions'
import { growChunk, type TimedPath } from './grow-chunk'
import { derivedOptions, openPath } from './open-path'
import type { PreparedStudy } from './prepared-study'
import { chooseCheckedMasks, pathTolerance, tryPath, type CheckedMasks, type TriedPath } from './try-path'

export interface ChosenPath {
  readonly path: RunPath
  readonly choice: PathChoice
  /** Masks per run. */
  readonly batchSize: number
  /** What the user should know: a path that was asked for or should have worked was refused. */
  readonly notices: readonly ErrorData[]
}

export interface PathQuestion {
  readonly prepared: PreparedStudy
  readonly session: Session
  /** Whose plain outputs are right: the CPU; without it the session itself. */
  readonly reference?: Session
  readonly wanted: RunPathName | 'auto'
  readonly batchSize: number
  /** The first case that can be read. */
  readonly occluded: OccludedCase
  /** A case of other dims, where the cases of the run differ. */
  readonly unlike?: OccludedCase | null
}

/** What is asked of whoever chooses for a run. */
export type RunQuestion = Pick<PathQuestion, 'prepared' | 'batchSize' | 'occluded' | 'unlike'>

/**
 * Tries the wanted path and, when it is refused, the next below it; `auto` tries all and takes the fastest. Every try compares a
 * few masks of every modality with the plain path. The path of the answer is the caller's to release.
 */
export async function choosePath(question: PathQuestion): Promise<ChosenPath> {
  const { session, occluded, wanted } = question
  const plain = createBatchedPath(session, 1)
  if (wanted === 'plain') {
    return { path: plain, choice: toChoice(wanted, 0, []), batchSize: 1, notices: [] }
  }
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const masks = chooseCheckedMasks(occlusions, occluded.maskers.length)
  const checked = await runPlain(question.reference ?? session, occluded, masks)
  const { opened, trials } = await tryPaths(question, occlusions, checked)
  const name = fastest(trials)
  for (const { path } of opened) if (path.name !== name) await path.release()
  const first = opened.find(({ path }) => path.name === name)
  const taken = first === undefined ? null : await grow(first, question, occlusions, checked)
  return {
    path: taken?.path ?? plain,
    choice: toChoice(
      name,
      checked.size,
      trials.map((trial) => (trial.path === name ? (taken?.trial ?? trial) : trial)),
    ),
    batchSize: taken?.batchSize ?? 1,
    notices: trials.flatMap((trial) => noticeOf(trial, wanted)),
  }
}

interface TriedPaths {
  /** Those that were not refused. */
  readonly opened: readonly TimedPath[]
  readonly trials: readonly PathTrial[]
}

async function tryPaths(
  question: PathQuestion,
  occlusions: readonly Occlusion[],
  checked: CheckedMasks,
): Promise<TriedPaths> {
  const { prepared, session, occluded, unlike = null, wanted, batchSize } = question
  const opened: TimedPath[] = []
  const trials: PathTrial[] = []
  for (const name of candidates(wanted)) {
    const path = await openPath(prepared, session, name, batchSize)
    const tried = await tryPath(path, occluded, checked, wanted === 'auto' ? { occlusions, unlike } : null)
    const trial = await withNode(tried, question)
    trials.push(trial)
    if (trial.refused === null) opened.push({ path, batchSize, trial })
    else await path.release()
    if (wanted !== 'auto' && trial.refused === null) break
  }
  return { opened, trials }
}

/** Adds to a refusal of wrong outputs at which node they begin. A search that fails is no reason to stop. */
async function withNode({ trial, worst }: TriedPath, question: PathQuestion): Promise<PathTrial> {
  const { refused, path } = trial
  if (refused?.code !== 'run/path-differs' || worst === null || (path !== 'split' && path !== 'incremental'))
    return trial
  const { prepared, session, batchSize, occluded } = question
  const options = await derivedOptions(prepared, session, path, batchSize)
  const found = await findDifferingNode(options.parsed, options, occluded, worst).catch(() => null)
  if (found === null) return trial
  const node = `${found.operator} ${found.node} (${found.difference.toExponential(1)} of its largest value)`
  return { ...trial, refused: { ...refused, details: { ...refused.details, node } } }
}

/** On other devices the batch has been grown before; a fixed one cannot be. */
async function grow(
  first: TimedPath,
  { prepared, session, occluded, unlike = null, wanted }: PathQuestion,
  occlusions: readonly Occlusion[],
  checked: CheckedMasks,
): Promise<TimedPath> {
  if (wanted !== 'auto' || session.device !== 'cpu' || prepared.card.fixedBatch !== null) return first
  const open = (batchSize: number): Promise<RunPath> =>
    openPath(prepared, session, first.path.name, batchSize)
  const caseCount = prepared.cases.length
  return growChunk(first, { open, occluded, timed: { occlusions, unlike }, checked, caseCount })
}

function toChoice(path: RunPathName, checkedMasks: number, trials: readonly PathTrial[]): PathChoice {
  const { absolute: tolerance } = pathTolerance
  return { path, checkedMasks, tolerance, trials: [...trials], device: null, workers: null }
}

/** Fastest first; the plain path needs no trial. */
function candidates(wanted: RunPathName | 'auto'): RunPathName[] {
  const from = wanted === 'auto' ? runPaths.length : runPaths.indexOf(wanted) + 1
  return runPaths.slice(1, from).toReversed()
}

/** The outputs of a few masks, each run by itself. */
export async function runPlain(
  session: Session,
  occluded: OccludedCase,
  chosen: readonly Occlusion[],
): Promise<CheckedMasks> {
  const plain = await createBatchedPath(session, 1).openCase(occluded)
  const checked = new Map<Occlusion, readonly number[]>()
  for (const batch of plain.planBatches(chosen)) {
    const rows = await plain.run(batch)
    for (const [place, occlusion] of batch.entries()) checked.set(occlusion, rows[place] ?? [])
  }
  return checked
}

/** The least time; without times the first that was not refused. */
function fastest(trials: readonly PathTrial[]): RunPathName {
  const right = trials.filter(({ refused }) => refused === null)
  const [best] = right.toSorted((a, b) => (a.secondsPerCase ?? 0) - (b.secondsPerCase ?? 0))
  return best?.path ?? 'plain'
}

/** A wrong path is always told; one that cannot be opened only when it was asked for. */
function noticeOf({ path, refused }: PathTrial, wanted: PathQuestion['wanted']): ErrorData[] {
  if (refused === null) return []
  if (refused.code === 'run/path-differs') return [refused]
  return wanted === path ? [refused] : []
}
