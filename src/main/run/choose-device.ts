/** The device that a run takes, and the path on it. */
import type { DeviceState, DeviceTrial } from '@shared/device'
import { AppError, type ErrorData } from '@shared/errors'
import type { DeviceName } from '@shared/study'
import { openSession } from '../session/open-session'
import type { Session } from '../session/session'
import { checkPlain, type PlainCheck } from './check-plain'
import { runPlain } from './checked-case'
import { choosePath, type ChosenPath, type PathQuestion } from './choose-path'
import { findMostMasks } from './most-masks'
import { listOcclusions } from './occlusions'
import { ownSession } from './own-session'
import { sessionOptions } from './session-options'
import { chooseDeviceMasks, tryDevice, type DeviceTest, type TriedDevice } from './try-device'
import { timeCase } from './time-case'

export type OpenOn = (device: DeviceName) => Promise<Session>

export interface DeviceQuestion extends Omit<PathQuestion, 'session' | 'check'> {
  /** In the order in which they are tried; none for a run on the CPU. */
  readonly devices: readonly DeviceState[]
  /** Default: opens the model of the study in onnxruntime. */
  readonly open?: OpenOn
}

/** The best path on one device; its path owns its session. */
interface Candidate extends ChosenPath {
  readonly device: DeviceName
  readonly secondsPerCase: number | null
}

/**
 * Takes the first device that runs the model and gives the outputs of the CPU (method.md section 9), else the CPU; where the study
 * leaves the choice (`auto`), only when a case is faster there than on the CPU. The path of the answer owns its session and is
 * the caller's to release. Errors: those of opening and running the model on the CPU.
 */
export async function chooseDevice(question: DeviceQuestion): Promise<ChosenPath> {
  const { prepared } = question
  const open =
    question.open ?? ((device) => openSession(prepared.open.modelPath, sessionOptions(prepared, device)))
  const cpu = await open('cpu')
  const opened = [cpu]
  try {
    const check = await checkPlain({ ...question, session: cpu, isCompared: question.wanted !== 'plain' })
    const asked = await withMostMasks(withCheck(question, check))
    const { trials, session, batchSize } = await tryDevices(asked, open, cpu, check)
    if (session !== null) opened.push(session)
    const isContest = session !== null && prepared.settings.device === 'auto'
    const rivals: Candidate[] = []
    if (session !== null) rivals.push(await toCandidate(asked, session, batchSize, isContest, check))
    if (session === null || isContest)
      rivals.push(await toCandidate(asked, cpu, asked.batchSize, isContest, check))
    else await cpu.release()
    return await settle(asked, rivals, trials)
  } catch (thrown) {
    for (const session of opened) await session.release()
    throw thrown
  }
}

/** With outputs that nothing can be compared with, the CPU computes; where none may share a pass, a device gets them one by one. */
function withCheck(question: DeviceQuestion, { refusal, cases }: PlainCheck): DeviceQuestion {
  const occluded = cases[0]?.occluded ?? question.occluded
  if (refusal?.code === 'run/output-grows') return { ...question, occluded, batchSize: 1 }
  const isAlone = refusal !== null || cases.length === 0
  return { ...question, occluded, devices: isAlone ? [] : question.devices }
}

async function withMostMasks(question: DeviceQuestion): Promise<DeviceQuestion> {
  const { prepared, occluded, batchSize, wanted } = question
  if (wanted === 'plain') return question
  const mostMasks = await findMostMasks(prepared, occluded, batchSize)
  return { ...question, mostMasks, batchSize: Math.min(batchSize, mostMasks) }
}

interface TriedDevices extends Pick<TriedDevice, 'session' | 'batchSize'> {
  readonly trials: readonly DeviceTrial[]
}

/** Up to the first that is not refused. */
async function tryDevices(
  question: DeviceQuestion,
  open: OpenOn,
  cpu: Session,
  check: PlainCheck,
): Promise<TriedDevices> {
  const { devices, batchSize } = question
  const trials: DeviceTrial[] = []
  const isAny = devices.some(({ refused }) => refused === null)
  const test = isAny ? await toTest(question, open, cpu, check) : null
  for (const state of devices) {
    if (test === null || state.refused !== null) {
      trials.push({ ...state, largestDifference: null, secondsPerCase: null })
      continue
    }
    const tried = await tryDevice(test, state.device)
    trials.push(tried.trial)
    if (tried.session !== null) return { ...tried, trials }
  }
  return { trials, session: null, batchSize }
}

/** Asks the CPU twice for a few masks: for what they give, and warm for how long they take. */
async function toTest(
  question: DeviceQuestion,
  open: OpenOn,
  cpu: Session,
  check: PlainCheck,
): Promise<DeviceTest> {
  const { prepared, occluded, batchSize } = question
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const masks = chooseDeviceMasks(occlusions)
  const cases = [{ occluded, masks: await runPlain(cpu, occluded, masks) }, ...check.cases]
  const clock = (): number => performance.now()
  const startedMs = clock()
  await runPlain(cpu, occluded, masks)
  const cpuMs = clock() - startedMs
  const mustBeFast = prepared.settings.device === 'auto'
  return { open, occluded, occlusions, cases, cpuMs, batchSize, mustBeFast, clock }
}

async function toCandidate(
  question: DeviceQuestion,
  session: Session,
  batchSize: number,
  isTimed: boolean,
  check: PlainCheck,
): Promise<Candidate> {
  const { occluded, unlike = null } = question
  const chosen = await choosePath({ ...question, session, batchSize, check })
  const { path, choice } = chosen
  const known = choice.trials.find((trial) => trial.path === path.name)?.secondsPerCase ?? null
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const secondsPerCase = known ?? (isTimed ? await timeCase(path, occluded, { occlusions, unlike }) : null)
  return { ...chosen, path: ownSession(path, session), device: session.device, secondsPerCase }
}

/** Takes the faster, releases the other and writes down how it went. */
async function settle(
  { prepared }: DeviceQuestion,
  rivals: readonly Candidate[],
  trials: readonly DeviceTrial[],
): Promise<ChosenPath> {
  const [taken, ...slower] = rivals.toSorted((a, b) => (a.secondsPerCase ?? 0) - (b.secondsPerCase ?? 0))
  if (taken === undefined) throw new AppError('bug/unexpected', { where: 'chooseDevice', words: 'no device' })
  for (const { path } of slower) await path.release()
  const { path, choice, notices, device, batchSize } = taken
  const ended = trials.map((trial) => endTrial(trial, rivals, device))
  return {
    path,
    batchSize,
    choice: {
      ...choice,
      device: { device, batchSize, trials: ended },
    },
    notices: [...ended.flatMap((trial) => noticeOf(trial, prepared.settings.device)), ...notices],
  }
}

function endTrial(trial: DeviceTrial, rivals: readonly Candidate[], taken: DeviceName): DeviceTrial {
  const { device } = trial
  const secondsPerCase = rivals.find((one) => one.device === device)?.secondsPerCase ?? null
  if (trial.refused !== null || device === taken) return { ...trial, secondsPerCase }
  return { ...trial, secondsPerCase, refused: { code: 'session/device-slower', details: { device } } }
}

/** What a device computed wrong is always told; that it cannot be had only when it was asked for. */
function noticeOf({ device, refused }: DeviceTrial, wanted: DeviceName | 'auto'): ErrorData[] {
  if (refused === null) return []
  const isTold = refused.code === 'session/device-differs' || refused.code === 'session/device-memory'
  return isTold || wanted === device ? [refused] : []
}
