/** What computes the cases of a run: the path that was chosen, in this thread, or several workers with a case each. */
import { AppError } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { PathChoice, WorkersChoice } from '@shared/path-choice'
import type { CaseMasker } from '../maskers/joint-masker'
import { createCaseSource, type CaseSource } from '../run/case-source'
import type { StartWorker } from '../run/worker-line'
import { createWorkersSource } from '../run/workers-source'
import { loadPathChoice, savePathChoice } from '../store/run-store'
import { choose, chooseAfterCrash } from './choose'
import { chooseWorkers, openWorkers } from './choose-workers'
import { homeOf, reopenChoice, watch, type ChoicePlace } from './kept-choice'
import { openRunPath } from './open-path'
import { ask, type Question } from './question'
import { recall, rememberWorkers } from './remember'
import type { TrialBudget } from './trial-budget'

export interface SourceQuestion extends ChoicePlace {
  readonly maskers: readonly CaseMasker[]
  /** Outputs of a case are stored already. */
  readonly isBegun: boolean
  /** Null where workers cannot be had. */
  readonly startWorker: StartWorker | null
  /** How a process ended that chose for this run before: then nothing is tried; null when none did. */
  readonly crashed: string | null
  /** What trials may cost. */
  readonly budget: TrialBudget
  /** Hears which phase of the run begins. */
  readonly enter?: (phase: 'device' | 'path') => void
}

export interface ChosenSource {
  /** Owns path or workers. */
  readonly source: CaseSource
  /** As it stands now: a device may be given up on the way. Null when no case could be read, so that nothing was tried. */
  readonly choice: () => PathChoice | null
  readonly notices: readonly Notice[]
}

/**
 * Takes what path.json says, or chooses all of it and writes it there once: a run that is killed before has chosen nothing, one
 * that is killed later everything. The source is the caller's to release. Errors: run/missing-file, run/no-workers.
 */
export async function chooseSource(asked: SourceQuestion): Promise<ChosenSource> {
  const { folder, prepared, isBegun } = asked
  const kept = await loadPathChoice(folder)
  if (kept !== null) {
    asked.enter?.('path')
    return reopenSource(asked, kept)
  }
  // Chosen again it could be another one than the one that the first cases were computed on.
  if (isBegun) throw new AppError('run/missing-file', { run: folder.run, file: 'path.json' })
  const question = await ask({ ...asked, isTimed: prepared.settings.path === 'auto' })
  if (question === null) return openUnasked(asked)
  const chosen = await chooseFor(asked, question)
  const choice = chosen.choice()
  try {
    if (choice !== null) await savePathChoice(folder, choice)
    return chosen
  } catch (thrown) {
    await chosen.source.release()
    throw thrown
  }
}

async function chooseFor(asked: SourceQuestion, question: Question): Promise<ChosenSource> {
  const { folder, prepared, maskers, crashed, enter } = asked
  const home = homeOf(folder)
  enter?.('device')
  const { path, choice, notices } =
    crashed === null
      ? await choose(home, question, () => enter?.('path'))
      : await chooseAfterCrash(home, question, crashed)
  const open = watch(asked, path, choice)
  if (crashed === null && asked.startWorker !== null) {
    const remembered = await recall(home, question)
    const { chosen, known } = await chooseWorkers({
      ...{ ...question, path: open.path, choice },
      remembered: { count: remembered?.workers ?? null, secondsAlone: remembered?.secondsAlone ?? null },
      ...{ start: asked.startWorker, runFolder: folder.path },
    })
    await rememberWorkers(home, question, known)
    if (chosen !== null) {
      await open.path.release()
      const withWorkers: PathChoice = { ...open.choice(), workers: chosen.choice }
      return { source: createWorkersSource(chosen.workers), choice: () => withWorkers, notices }
    }
  }
  return { source: createCaseSource({ prepared, maskers, path: open.path }), choice: open.choice, notices }
}

/** Without a case that can be read there is nothing to ask, and nothing to compute. */
async function openUnasked({ prepared, maskers, batchSize }: SourceQuestion): Promise<ChosenSource> {
  const setup = { path: 'batched' as const, device: 'cpu' as const, batchSize, plainModalities: [] }
  const path = await openRunPath(prepared, setup)
  return { source: createCaseSource({ prepared, maskers, path }), choice: () => null, notices: [] }
}

async function reopenSource(asked: SourceQuestion, kept: PathChoice): Promise<ChosenSource> {
  const { prepared, maskers } = asked
  if (kept.workers !== null) {
    const source = await reopenWorkers(asked, kept, kept.workers)
    return { source, choice: () => kept, notices: kept.notices }
  }
  const { path, choice, notices } = await reopenChoice(asked, kept)
  return { source: createCaseSource({ prepared, maskers, path }), choice, notices }
}

/** The workers that the run had before it was interrupted: with others the last bits would be other ones. */
async function reopenWorkers(
  { folder, batchSize, startWorker }: SourceQuestion,
  { path, device, plainModalities }: PathChoice,
  { count, threads }: WorkersChoice,
): Promise<CaseSource> {
  const setup = {
    ...{ runFolder: folder.path, path, plainModalities, threads },
    batchSize: device?.batchSize ?? batchSize,
  }
  const opened = startWorker === null ? null : await openWorkers(startWorker, setup, count)
  if (opened === null) throw new AppError('run/no-workers', { run: folder.run, count })
  return createWorkersSource(opened)
}
