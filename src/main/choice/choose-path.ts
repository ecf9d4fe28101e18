/** Trials and choice on one session: the fastest path that gives the outputs of the plain one (method.md section 9). */
import { unlessBug } from '@shared/expected-failure'
import { ofModalities } from '../maskers/joint-masker'
import type { ErrorData } from '@shared/errors'
import type { PathChoice, PathTrial } from '@shared/path-choice'
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
import { noLimit } from './trial-budget'
import { contestCost, openingCost } from './trial-cost'
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
 * Tries the wanted path and, when it is refused, the next below it; `auto` tries all that the budget allows and takes the fastest. Every try compares a
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
  const { opened, notTried } = await tryPaths(question, test)
  const trials = opened.map(({ trial }) => trial)
  const name = fastest(trials, notTried.length === 0 ? null : plainSeconds(question, test))
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
      notTried: [...notTried],
    },
    batchSize: taken?.batchSize ?? 1,
    notices: [...trials.flatMap((trial) => noticeOf(trial, wanted)), ...kept],
  }
}

/** A model that is random puts the figures in doubt; that an output grows only costs time. */
function isKept({ code }: ErrorData): boolean {
  return code === 'run/not-deterministic'
}

function toTest(question: PathQuestion): PathTest {
  const { occluded, unlike = null, wanted, budget = noLimit } = question
  const { cases, looked } = question.plain
  const occlusions = listOcclusions(occluded.maskers, (cases[0]?.occluded ?? occluded).original)
  const mayRepeat = (): boolean => budget.allows(contestCost('batched', question, 0))
  return { cases, looked, timed: wanted === 'auto' ? { occlusions, unlike, mayRepeat } : null }
}

interface TriedPaths {
  readonly opened: readonly TimedPath[]
  /** Paths that would have been tried in a longer run. */
  readonly notTried: readonly RunPathName[]
}

/**
 * As many as the budget of the run allows. Where it allows no contest, the first that usually saves more than opening and comparing
 * it takes is taken unmeasured. Those that are refused are released.
 */
async function tryPaths(question: PathQuestion, test: PathTest): Promise<TriedPaths> {
  const { wanted, batchSize } = question
  const opened: TimedPath[] = []
  const notTried: RunPathName[] = []
  let isFound = false
  for (const name of listPaths(wanted)) {
    const how = isFound && wanted !== 'auto' ? 'not' : howToTry(name, question, test, isFound)
    if (how === 'not') {
      if (wanted === 'auto') notTried.push(name)
      continue
    }
    const path = await openPath(question, name)
    const one = await tryPath(path, how === 'timed' ? test : { ...test, timed: null })
    const trial = await withNode(one, question)
    opened.push({ ...one, batchSize, trial })
    if (trial.refused !== null) await path.release()
    isFound ||= trial.refused === null
  }
  return { opened, notTried }
}

/** A path that was asked for is compared alone. */
function howToTry(
  name: RunPathName,
  question: PathQuestion,
  { cases }: PathTest,
  isFound: boolean,
): 'timed' | 'compared' | 'not' {
  const { wanted, budget = noLimit } = question
  if (wanted !== 'auto') return 'compared'
  const masks = cases.reduce((sum, one) => sum + one.masks.size, 0)
  if (budget.allows(contestCost(name, question, masks))) return 'timed'
  return !isFound && budget.pays(openingCost(name, masks), name) ? 'compared' : 'not'
}

/** Of a case on the plain path, as its passes were timed. */
function plainSeconds({ budget = noLimit }: PathQuestion, { timed }: PathTest): number | null {
  return budget.secondsOf(timed?.occlusions.length ?? 0)
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
  const { prepared, session, wanted, mostMasks, budget = noLimit } = question
  const masks = test.cases.reduce((sum, one) => sum + one.masks.size, 0)
  if (wanted !== 'auto' || session.device !== 'cpu' || prepared.card.fixedBatch !== null) return first
  return growChunk(first, {
    open: (batchSize) => openPath({ ...question, batchSize }, first.path.name),
    attempt: (path) => tryPath(path, test),
    maskCount: Math.min(test.timed?.occlusions.length ?? 0, mostMasks),
    caseCount: prepared.cases.length,
    mayTry: () => budget.allows(contestCost(first.path.name, question, masks)),
  })
}

function toChoice(path: RunPathName, { cases }: PlainAnswers, trials: readonly PathTrial[]): PathChoice {
  const isCompared = trials.length > 0
  const checkedMasks = cases.reduce((sum, { masks }) => sum + masks.size, 0)
  return {
    ...{ path, checkedMasks: isCompared ? checkedMasks : 0, tolerance: pathTolerance.absolute },
    ...{ comparedCases: isCompared ? cases.length : 0, plainModalities: [], notices: [] },
    ...{ trials: [...trials], device: null, workers: null, notTried: [] },
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

/** The least time; one that was not timed, as it is opened only where it usually saves fourfold, comes before; none that is slower than the plain path, where that is known. */
function fastest(trials: readonly PathTrial[], plain: number | null): RunPathName {
  const right = trials.filter(
    ({ refused, secondsPerCase }) => refused === null && (plain === null || (secondsPerCase ?? 0) <= plain),
  )
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
