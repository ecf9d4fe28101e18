/** The fastest path that gives the outputs of the plain one (method.md section 9). */
import type { ErrorData } from '@shared/errors'
import type { PathChoice, PathTrial } from '@shared/run'
import { runPaths, type RunPathName } from '@shared/study'
import type { OccludedCase } from '../batch/fill-batch'
import { createBatchedPath } from '../session/paths/batched-path'
import { findDifferingNode } from '../session/paths/find-differing-node'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import { checkPlain, type PlainCheck } from './check-plain'
import { pathTolerance } from './checked-case'
import { growChunk, type TimedPath } from './grow-chunk'
import { listOcclusions } from './occlusions'
import { derivedOptions, openPath } from './open-path'
import type { PreparedStudy } from './prepared-study'
import { tryPath, type PathTest, type TriedPath } from './try-path'

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
  /** What the plain path on the CPU answered; without it the session is asked. */
  readonly check?: PlainCheck
  readonly wanted: RunPathName | 'auto'
  readonly batchSize: number
  /** Masks that a pass may have where more of them pay; default: no limit. */
  readonly mostMasks?: number
  /** The first case that can be read. */
  readonly occluded: OccludedCase
  /** A case of other dims, where the cases of the run differ. */
  readonly unlike?: OccludedCase | null
}

/** What is asked of whoever chooses for a run. */
export type RunQuestion = Pick<PathQuestion, 'prepared' | 'batchSize' | 'occluded' | 'unlike'>

/**
 * Tries the wanted path and, when it is refused, the next below it; `auto` tries all and takes the fastest. Every try compares a
 * few masks of every modality with the plain path, in further cases where the first shows nothing. The path of the answer is the
 * caller's to release.
 */
export async function choosePath(question: PathQuestion): Promise<ChosenPath> {
  const { session, wanted } = question
  const check = question.check ?? (await checkPlain({ ...question, isCompared: wanted !== 'plain' }))
  const plain = createBatchedPath(session, 1)
  if (wanted === 'plain' || check.refusal !== null || check.cases.length === 0) {
    const told = check.refusal === null ? [] : [check.refusal]
    const choice = { ...toChoice('plain', check, []), notices: told.filter(isKept) }
    return { path: plain, choice, batchSize: 1, notices: told }
  }
  const test = toTest(question, check, plain)
  const opened = await tryPaths(question, test)
  const trials = opened.map(({ trial }) => trial)
  const name = fastest(trials)
  for (const one of opened) if (one.trial.refused === null && one.path.name !== name) await one.path.release()
  const first = opened.find(({ path, trial }) => path.name === name && trial.refused === null)
  const taken = first === undefined ? null : await grow(first, question, test)
  const kept = taken === null ? trials.flatMap(notComparedNotice) : notComparedNotices(taken, test)
  return {
    path: taken?.path ?? plain,
    choice: {
      ...toChoice(
        name,
        check,
        trials.map((trial) => (trial.path === name ? (taken?.trial ?? trial) : trial)),
      ),
      plainModalities: [...(taken?.plainModalities ?? [])],
      notices: kept,
    },
    batchSize: taken?.batchSize ?? 1,
    notices: [...trials.flatMap((trial) => noticeOf(trial, wanted)), ...kept],
  }
}

/** A model that is random puts the figures in doubt; that an output grows only costs time. */
function isKept({ code }: ErrorData): boolean {
  return code === 'run/not-deterministic'
}

function toTest(
  { occluded, unlike = null, wanted }: PathQuestion,
  { cases, looked }: PlainCheck,
  plain: RunPath,
): PathTest {
  const occlusions = listOcclusions(occluded.maskers, (cases[0]?.occluded ?? occluded).original)
  return { cases, looked, plain, timed: wanted === 'auto' ? { occlusions, unlike } : null }
}

/** Those that are refused are released. */
async function tryPaths(question: PathQuestion, test: PathTest): Promise<TimedPath[]> {
  const { prepared, session, wanted, batchSize } = question
  const tried: TimedPath[] = []
  for (const name of candidates(wanted)) {
    const path = await openPath(prepared, session, name, batchSize)
    const one = await tryPath(path, test)
    const trial = await withNode(one, question)
    tried.push({ ...one, batchSize, trial })
    if (trial.refused !== null) await path.release()
    if (wanted !== 'auto' && trial.refused === null) break
  }
  return tried
}

/** Adds to a refusal of wrong outputs at which node they begin. A search that fails is no reason to stop. */
async function withNode({ trial, worst }: TriedPath, question: PathQuestion): Promise<PathTrial> {
  const { refused, path } = trial
  if (refused?.code !== 'run/path-differs' || worst === null || (path !== 'split' && path !== 'incremental'))
    return trial
  const { prepared, session, batchSize } = question
  const options = await derivedOptions(prepared, session, path, batchSize)
  const { occluded, occlusion } = worst
  const found = await findDifferingNode(options.parsed, options, occluded, occlusion).catch(() => null)
  if (found === null) return trial
  const node = `${found.operator} ${found.node} (${found.difference.toExponential(1)} of its largest value)`
  return { ...trial, refused: { ...refused, details: { ...refused.details, node } } }
}

/** On other devices the batch has been grown before; a fixed one cannot be. */
async function grow(
  first: TimedPath,
  { prepared, session, wanted, mostMasks = Number.POSITIVE_INFINITY }: PathQuestion,
  test: PathTest,
): Promise<TimedPath> {
  if (wanted !== 'auto' || session.device !== 'cpu' || prepared.card.fixedBatch !== null) return first
  const open = (batchSize: number): Promise<RunPath> =>
    openPath(prepared, session, first.path.name, batchSize)
  const maskCount = Math.min(test.timed?.occlusions.length ?? 0, mostMasks)
  const caseCount = prepared.cases.length
  return growChunk(first, { open, attempt: (path) => tryPath(path, test), maskCount, caseCount })
}

function toChoice(path: RunPathName, { cases }: PlainCheck, trials: readonly PathTrial[]): PathChoice {
  const isCompared = trials.length > 0
  const checkedMasks = cases.reduce((sum, { masks }) => sum + masks.size, 0)
  return {
    ...{ path, checkedMasks: isCompared ? checkedMasks : 0, tolerance: pathTolerance.absolute },
    ...{ comparedCases: isCompared ? cases.length : 0, plainModalities: [], notices: [] },
    ...{ trials: [...trials], device: null, workers: null },
  }
}

/** Of the path just above the plain one: what it says holds for those above it. */
function notComparedNotice({ path, refused }: PathTrial): ErrorData[] {
  return path === 'batched' && refused?.code === 'run/path-not-compared' ? [refused] : []
}

function notComparedNotices({ path, plainModalities }: TimedPath, { looked }: PathTest): ErrorData[] {
  return plainModalities.map((modality) => ({
    code: 'run/modality-not-compared',
    details: { path: path.name, modality, cases: looked },
  }))
}

/** Fastest first; the plain path needs no trial. */
function candidates(wanted: RunPathName | 'auto'): RunPathName[] {
  const from = wanted === 'auto' ? runPaths.length : runPaths.indexOf(wanted) + 1
  return runPaths.slice(1, from).toReversed()
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
  if (refused.code === 'run/path-not-compared') return []
  return wanted === path ? [refused] : []
}
