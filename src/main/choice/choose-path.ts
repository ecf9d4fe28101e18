/** Trials and choice on one session: the fastest path that gives the outputs of the plain one (method.md section 9). */
import { unlessBug } from '@shared/expected-failure'
import { ofModalities } from '../maskers/joint-masker'
import type { ErrorData } from '@shared/errors'
import type { PathChoice, PathTrial } from '@shared/run'
import type { RunPathName } from '@shared/study'
import { listOcclusions } from '../run/occlusions'
import { findDifferingNode } from '../session/paths/find-differing-node'
import { pathTolerance } from '../session/paths/path-tolerance'
import type { Session } from '../session/session'
import type { PlainAnswers } from './ask-plain'
import { listPaths } from './candidates'
import type { GuardedPath } from './guarded-path'
import { growChunk, type TimedPath } from './masks-per-run'
import { derivedOptions, openPath, openPlainPath } from './open-path'
import type { Question } from './question'
import type { ReadModel } from './read-model'
import { tryPath, type PathTest, type TriedPath } from './try-path'

export interface ChosenPath {
  readonly path: GuardedPath
  readonly choice: PathChoice
  /** Masks per run. */
  readonly batchSize: number
  /** What the user should know: a path that was asked for or should have worked was refused. */
  readonly notices: readonly ErrorData[]
}

export interface PathQuestion extends Question {
  readonly session: Session
  /** What the plain path on the CPU answered. */
  readonly plain: PlainAnswers
  readonly wanted: RunPathName | 'auto'
  /** Masks that a pass may have where more of them pay. */
  readonly mostMasks: number
  readonly readModel: ReadModel
}

/**
 * Tries the wanted path and, when it is refused, the next below it; `auto` tries all and takes the fastest. Every try compares a
 * few masks of every modality with the plain path, in further cases where the first shows nothing. The path of the answer is the
 * caller's to release.
 */
export async function choosePath(question: PathQuestion): Promise<ChosenPath> {
  const { session, wanted, plain } = question
  if (wanted === 'plain' || plain.refusal !== null || plain.cases.length === 0) {
    const told = plain.refusal === null ? [] : [plain.refusal]
    const choice = { ...toChoice('plain', plain, []), notices: told.filter(isKept) }
    return { path: openPlainPath(session), choice, batchSize: 1, notices: told }
  }
  const test = toTest(question)
  const opened = await tryPaths(question, test)
  const trials = opened.map(({ trial }) => trial)
  const name = fastest(trials)
  for (const one of opened) if (one.trial.refused === null && one.path.name !== name) await one.path.release()
  const first = opened.find(({ path, trial }) => path.name === name && trial.refused === null)
  const taken = first === undefined ? null : await grow(first, question, test)
  const kept = taken === null ? trials.flatMap(notComparedNotice) : notComparedNotices(taken, test)
  return {
    path: taken?.path ?? openPlainPath(session),
    choice: {
      ...toChoice(
        name,
        plain,
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

function toTest({ occluded, unlike = null, wanted, plain: { cases, looked } }: PathQuestion): PathTest {
  const occlusions = listOcclusions(occluded.maskers, (cases[0]?.occluded ?? occluded).original)
  return { cases, looked, timed: wanted === 'auto' ? { occlusions, unlike } : null }
}

/** Those that are refused are released. */
async function tryPaths(question: PathQuestion, test: PathTest): Promise<TimedPath[]> {
  const { wanted, batchSize } = question
  const tried: TimedPath[] = []
  for (const name of listPaths(wanted)) {
    const path = await openPath(question, name)
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
  const options = await derivedOptions(question, path)
  const { occluded, occlusion } = worst
  const found = await findDifferingNode(options.parsed, options, occluded, occlusion).catch(unlessBug(null))
  if (found === null) return trial
  const node = `${found.operator} ${found.node} (${found.difference.toExponential(1)} of its largest value)`
  return { ...trial, refused: { ...refused, details: { ...refused.details, node } } }
}

/** On other devices the batch has been grown before; a fixed one cannot be. */
async function grow(first: TimedPath, question: PathQuestion, test: PathTest): Promise<TimedPath> {
  const { prepared, session, wanted, mostMasks } = question
  if (wanted !== 'auto' || session.device !== 'cpu' || prepared.card.fixedBatch !== null) return first
  return growChunk(first, {
    open: (batchSize) => openPath({ ...question, batchSize }, first.path.name),
    attempt: (path) => tryPath(path, test),
    maskCount: Math.min(test.timed?.occlusions.length ?? 0, mostMasks),
    caseCount: prepared.cases.length,
  })
}

function toChoice(path: RunPathName, { cases }: PlainAnswers, trials: readonly PathTrial[]): PathChoice {
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

function notComparedNotices({ path, plainModalities }: TimedPath, { cases, looked }: PathTest): ErrorData[] {
  // A set of parts is no modality: nobody has to know by which path its few masks go.
  const modalities = ofModalities(cases[0]?.occluded.maskers ?? []).map(({ name }) => name)
  return plainModalities
    .filter((name) => modalities.includes(name))
    .map((modality) => ({
      code: 'run/modality-not-compared',
      details: { path: path.name, modality, cases: looked },
    }))
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
