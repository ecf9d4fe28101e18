/** What computes the cases of a run: its path in this thread, or several workers with a case each. */
import type { PathChoice } from '@shared/run'
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
  /** Null where workers cannot be had. */
  readonly startWorker: StartWorker | null
  /** How a process ended that chose a path for this run before; null when none did. */
  readonly crashed: string | null
}

/** Takes what path.json says, or chooses and writes it there. The source is the caller's to release. */
export async function takeSource(question: SourceQuestion): Promise<TakenSource> {
  const { folder, prepared, maskers, batchSize, crashed } = question
  const kept = await loadPathChoice(folder)
  const source = kept === null ? null : await reopenWorkers(question, kept)
  if (source !== null) return { source, choice: () => kept, notices: kept?.notices ?? [] }
  const taken = await takePath(folder, prepared, maskers, batchSize, crashed)
  const withWorkers = kept === null ? await takeWorkers(question, taken) : null
  return withWorkers ?? { ...taken, source: createCaseSource({ prepared, maskers, path: taken.path }) }
}

/** The workers that the run had before it was interrupted. */
async function reopenWorkers(
  { folder, batchSize, startWorker }: SourceQuestion,
  { path, device, workers, plainModalities }: PathChoice,
): Promise<CaseSource | null> {
  if (workers === null || startWorker === null) return null
  const { count, threads } = workers
  const setup = {
    ...{ runFolder: folder.path, path, plainModalities, threads },
    batchSize: device?.batchSize ?? batchSize,
  }
  const opened = await openWorkers(startWorker, setup, count)
  return opened === null ? null : createWorkersSource(opened)
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
  await savePathChoice(folder, choice)
  return { source: createWorkersSource(chosen.workers), choice: () => choice, notices }
}
