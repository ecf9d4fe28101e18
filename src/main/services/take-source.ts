/** What computes the cases of a run: its path in this thread, or several workers with a case each. */
import { AppError } from '@shared/errors'
import type { PathChoice, WorkersChoice } from '@shared/run'
import type { Masker } from '../maskers/masker'
import { createCaseSource, type CaseSource } from '../run/case-source'
import type { PreparedStudy } from '../run/prepared-study'
import { createWorkersSource } from '../run/workers-source'
import type { RunFolder } from '../store/run-folder'
import { loadPathChoice, savePathChoice } from '../store/run-store'
import { recallWorkers, rememberWorkers } from './choose-remembered'
import { homeOf, takePath, type TakenPath } from './take-path'
import { chooseWorkers, openWorkers } from './workers/choose-workers'
import type { StartWorker } from './workers/worker-line'

export interface TakenSource extends Pick<TakenPath, 'choice' | 'notices'> {
  /** Owns path or workers. */
  readonly source: CaseSource
}

export interface SourceQuestion {
  readonly folder: RunFolder
  readonly prepared: PreparedStudy
  readonly maskers: readonly Masker[]
  readonly batchSize: number
  /** Outputs of a case are stored already. */
  readonly isBegun: boolean
  /** Null where workers cannot be had. */
  readonly startWorker: StartWorker | null
  /** How a process ended that chose a path for this run before; null when none did. */
  readonly crashed: string | null
}

/**
 * Takes what path.json says, or chooses all of it and writes it there once: a run that is killed before has chosen nothing, one
 * that is killed later everything. The source is the caller's to release. Errors: run/missing-file, run/no-workers.
 */
export async function takeSource(question: SourceQuestion): Promise<TakenSource> {
  const { folder, prepared, maskers, batchSize, isBegun, crashed } = question
  const kept = await loadPathChoice(folder)
  if (kept !== null && kept.workers !== null) {
    const source = await reopenWorkers(question, kept, kept.workers)
    return { source, choice: () => kept, notices: kept.notices }
  }
  // Chosen again it could be another one than the one that the first cases were computed on.
  if (kept === null && isBegun) throw new AppError('run/missing-file', { run: folder.run, file: 'path.json' })
  const taken = await takePath(folder, prepared, maskers, batchSize, crashed)
  const withWorkers = kept === null ? await takeWorkers(question, taken) : null
  const source = withWorkers ?? {
    ...taken,
    source: createCaseSource({ prepared, maskers, path: taken.path }),
  }
  const choice = source.choice()
  try {
    if (kept === null && choice !== null) await savePathChoice(folder, choice)
    return source
  } catch (thrown) {
    await source.source.release()
    throw thrown
  }
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

async function takeWorkers(
  { folder, startWorker }: SourceQuestion,
  { path, question, notices, ...taken }: TakenPath,
): Promise<TakenSource | null> {
  const alone = taken.choice()
  if (startWorker === null || question === null || alone === null) return null
  const chosen = await chooseWorkers({
    ...{ ...question, path, choice: alone },
    start: startWorker,
    runFolder: folder.path,
    remembered: await recallWorkers(homeOf(folder), question),
  })
  await rememberWorkers(homeOf(folder), question, chosen?.choice.count ?? 1)
  if (chosen === null) return null
  await path.release()
  const choice: PathChoice = { ...alone, workers: chosen.choice }
  return { source: createWorkersSource(chosen.workers), choice: () => choice, notices }
}
