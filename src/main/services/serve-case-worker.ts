/** A worker of a run: opens the study of the run folder by itself and computes the cases it is asked for, one at a time. */
import { AppError, toErrorData } from '@shared/errors'
import { compareOnTheWay } from '../choice/kept-choice'
import { openRunPath } from '../choice/open-path'
import { tryWorker } from '../choice/try-worker'
import { runCase } from '../run/case-source'
import type { CaseMachine } from '../run/occlude-case'
import { learnCohort } from '../run/learn-cohort'
import { prepareMaskers } from '../run/prepare-maskers'
import type { PreparedStudy } from '../run/prepared-study'
import type { FromWorker, ToWorker, WorkerLine, WorkerSetup } from '../run/worker-line'
import type { Session } from '../session/session'
import { runFolderAt } from '../store/run-folder'
import { loadManifest } from '../store/run-store'
import { reopenUnchanged } from './reopen-study'

interface OpenMachine extends CaseMachine {
  readonly session: Session
}

/** Answers until it is closed, then calls `exit`. */
export function serveCaseWorker(line: WorkerLine<FromWorker, ToWorker>, exit: () => void): void {
  const abort = new AbortController()
  let machine: OpenMachine | null = null
  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'open') {
      machine = await openMachine(message.setup)
      line.post({ kind: 'opened' })
    } else if (message.kind === 'close') {
      await machine?.path.release()
      exit()
    } else if (message.kind === 'try') {
      line.post({ kind: 'tried', trial: await tryWorker(asOpen(machine), message.cases) })
    } else if (message.kind === 'run') {
      for await (const news of runById(asOpen(machine), message.caseId, abort.signal))
        line.post({ kind: 'news', news })
    }
  }
  line.listen((message) => {
    if (message.kind === 'cancel') abort.abort()
    else
      answer(message).catch((thrown: unknown) => {
        line.post({ kind: 'failed', error: toErrorData(thrown, `worker: ${message.kind}`) })
      })
  })
}

async function openMachine({ runFolder, threads, ...setup }: WorkerSetup): Promise<OpenMachine> {
  const folder = runFolderAt(runFolder)
  const reopened = await reopenUnchanged(folder, await loadManifest(folder))
  const prepared = withThreads(reopened.prepared, threads)
  const maskers =
    reopened.cohort === null
      ? (await learnCohort(prepared)).maskers
      : prepareMaskers(prepared, reopened.cohort)
  const opened = await openRunPath(prepared, {
    ...setup,
    device: 'cpu',
    plainModalities: [...setup.plainModalities],
  })
  return { prepared, maskers, path: compareOnTheWay(prepared, opened, 'cpu'), session: opened.session }
}

function withThreads(prepared: PreparedStudy, threads: number): PreparedStudy {
  return { ...prepared, settings: { ...prepared.settings, threads } }
}

function runById(machine: OpenMachine, caseId: string, signal: AbortSignal): ReturnType<typeof runCase> {
  const datasetCase = machine.prepared.cases.find((one) => one.caseId === caseId)
  if (datasetCase === undefined)
    throw new AppError('bug/unexpected', { where: 'runById', words: 'a case that the run has not' })
  return runCase(machine, datasetCase, signal)
}

function asOpen(machine: OpenMachine | null): OpenMachine {
  if (machine === null) throw new AppError('bug/unexpected', { where: 'worker', words: 'not opened' })
  return machine
}
