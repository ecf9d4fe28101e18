/** A worker of a run: opens the study of the run folder by itself and computes the cases it is asked for, one at a time. */
import { AppError, toErrorData } from '@shared/errors'
import type { PathTrial } from '@shared/run'
import { runCase } from '../../run/case-source'
import { runPlain } from '../../run/choose-path'
import { firstOccludedCase, timeReading, unlikeCase } from '../../run/first-case'
import type { CaseMachine } from '../../run/occlude-case'
import { listOcclusions } from '../../run/occlusions'
import { openPath } from '../../run/open-path'
import { ownSession } from '../../run/own-session'
import { prepareMaskers } from '../../run/prepare-maskers'
import { sessionOptions } from '../../run/session-options'
import { chooseCheckedMasks, tryPath } from '../../run/try-path'
import { openSession } from '../../session/open-session'
import type { Session } from '../../session/session'
import { runFolderAt } from '../../store/run-folder'
import { loadManifest } from '../../store/run-store'
import { reopenUnchanged } from '../reopen-study'
import type { FromWorker, ToWorker, WorkerLine, WorkerSetup } from './worker-line'

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
      line.post({ kind: 'tried', trial: await tryMachine(asOpen(machine)) })
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

async function openMachine({ runFolder, path, batchSize, threads }: WorkerSetup): Promise<OpenMachine> {
  const folder = runFolderAt(runFolder)
  const reopened = await reopenUnchanged(folder, await loadManifest(folder))
  const prepared = { ...reopened, settings: { ...reopened.settings, threads } }
  const maskers = await prepareMaskers(prepared)
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared))
  const opened = await openPath(prepared, session, path, batchSize)
  return { prepared, maskers, path: ownSession(opened, session), session }
}

/** Compares a few masks of the first case with the plain path of this worker, and times a case with reading it. */
async function tryMachine({ prepared, maskers, path, session }: OpenMachine): Promise<PathTrial> {
  const occluded = await firstOccludedCase(prepared, maskers)
  if (occluded === null) throw new AppError('bug/unexpected', { where: 'tryMachine', words: 'no case' })
  const occlusions = listOcclusions(maskers, occluded.original)
  const checked = await runPlain(session, occluded, chooseCheckedMasks(occlusions, maskers.length))
  const unlike = await unlikeCase(prepared, maskers, occluded)
  const { trial } = await tryPath(path, occluded, checked, { occlusions, unlike })
  const { secondsPerCase } = trial
  if (secondsPerCase === null) return trial
  return { ...trial, secondsPerCase: secondsPerCase + (await timeReading(prepared, maskers)) }
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
