/** The trials: which device gives the outputs of the CPU, and what is the best path on it and on the CPU? */
import type { DeviceTrial } from '@shared/device'
import type { DeviceName } from '@shared/study'
import { listOcclusions } from '../run/occlusions'
import { sessionOptions } from '../run/session-options'
import { openSession } from '../session/open-session'
import type { Session } from '../session/session'
import { askPlain, type PlainAnswers } from './ask-plain'
import type { Candidates } from './candidates'
import { runPlain } from './checked-case'
import { choosePath, type ChosenPath } from './choose-path'
import { findMostMasks } from './most-masks'
import type { Question } from './question'
import { createReadModel, type ReadModel } from './read-model'
import { timeCase } from './time-case'
import { noLimit } from './trial-budget'
import { contestCost, mayTryAny } from './trial-cost'
import { chooseDeviceMasks, tryDevice, type DeviceTest, type TriedDevice } from './try-device'

export type OpenOn = (device: DeviceName) => Promise<Session>

/** The best path on one device; its path owns its session. */
export interface Rival extends ChosenPath {
  readonly device: DeviceName
  /** Null where there is nothing to compare it with. */
  readonly secondsPerCase: number | null
}

export interface Trials {
  /** Right all of them; one, or where the device was left to choose, that of a device and that of the CPU. */
  readonly rivals: readonly Rival[]
  readonly devices: readonly DeviceTrial[]
  /** Devices that would have been tried in a longer run. */
  readonly notTried: readonly DeviceName[]
}

/** What is tried, as far as the answers of the plain path leave it open. */
interface Trial extends Question, Candidates {
  readonly plain: PlainAnswers
  /** Masks that a pass may have where more of them pay. */
  readonly mostMasks: number
  readonly readModel: ReadModel
}

/**
 * Tries devices in their order up to the first that runs the model and gives the outputs of the CPU (method.md section 9), then the
 * paths on it; where the device was left to choose, or none can be had, the paths on the CPU. `open` is by default the model of the
 * study in onnxruntime. The rivals are the caller's to release. Errors: those of opening and running the model on the CPU.
 */
export async function tryCandidates(
  question: Question,
  candidates: Candidates,
  open: OpenOn = openOn(question),
): Promise<Trials> {
  const budget = question.budget ?? noLimit
  const cpu = await budget.timeOpening(() => open('cpu'))
  const opened = [cpu]
  try {
    const trial = await toTrial(question, candidates, cpu)
    const { trials, session, batchSize, notTried } = await tryDevices(trial, open, cpu)
    if (session !== null) opened.push(session)
    const isContest = session !== null && candidates.device === 'auto'
    const rivals: Rival[] = []
    if (session !== null) rivals.push(await toRival({ ...trial, batchSize }, session, isContest))
    if (session === null || isContest) rivals.push(await toRival(trial, cpu, isContest))
    else await cpu.release()
    return { rivals, devices: trials, notTried }
  } catch (thrown) {
    for (const session of opened) await session.release()
    throw thrown
  }
}

function openOn({ prepared }: Question): OpenOn {
  return (device) => openSession(prepared.open.modelPath, sessionOptions(prepared, device))
}

/** With outputs that nothing can be compared with, the CPU computes; where none may share a pass, a device gets them one by one. */
async function toTrial(question: Question, candidates: Candidates, cpu: Session): Promise<Trial> {
  const { prepared } = question
  const readModel = createReadModel(prepared)
  const isCompared = candidates.path !== 'plain'
  const isWorthwhile = (): boolean => mayTryAny(question, candidates.path)
  const plain = await askPlain({ ...question, session: cpu, readModel, isCompared, isWorthwhile })
  const occluded = plain.cases[0]?.occluded ?? question.occluded
  const mayGrow = plain.refusal?.code === 'run/output-grows'
  const isAlone = !mayGrow && (plain.refusal !== null || plain.cases.length === 0)
  const wanted = mayGrow ? 1 : candidates.batchSize
  const mostMasks = isCompared ? await findMostMasks(prepared, occluded, wanted, readModel) : Infinity
  return {
    ...{ ...question, ...candidates, plain, occluded, mostMasks, readModel },
    devices: isAlone ? [] : candidates.devices,
    batchSize: Math.min(wanted, mostMasks),
  }
}

interface TriedDevices extends Pick<TriedDevice, 'session' | 'batchSize'>, Pick<Trials, 'notTried'> {
  readonly trials: readonly DeviceTrial[]
}

/** Up to the first that is not refused. */
async function tryDevices(trial: Trial, open: OpenOn, cpu: Session): Promise<TriedDevices> {
  const { devices, batchSize } = trial
  const trials: DeviceTrial[] = []
  const usable = devices.filter(({ refused }) => refused === null).map(({ device }) => device)
  const isTooDear = usable.length > 0 && !mayTryDevice(trial)
  const isAny = usable.length > 0 && !isTooDear
  const test = isAny ? await toTest(trial, open, cpu) : null
  for (const state of devices) {
    if (state.refused !== null) trials.push({ ...state, largestDifference: null, secondsPerCase: null })
    if (test === null || state.refused !== null) continue
    const tried = await tryDevice(test, state.device)
    trials.push(tried.trial)
    if (tried.session !== null) return { ...tried, trials, notTried: [] }
  }
  return { trials, session: null, batchSize, notTried: isTooDear ? usable : [] }
}

/** Opening the model once more, and a contest of passes on both; one that was asked for is always tried. */
function mayTryDevice({ device, budget = noLimit, ...trial }: Trial): boolean {
  const masks = trial.plain.cases.reduce((sum, one) => sum + one.masks.size, 0)
  const { passes, openings } = contestCost('batched', trial, masks)
  return device !== 'auto' || budget.allows({ passes: 2 * passes, openings: openings + 2 })
}

/** Asks the CPU twice for a few masks: for what they give, and warm for how long they take. */
async function toTest(
  { occluded, batchSize, device, plain }: Trial,
  open: OpenOn,
  cpu: Session,
): Promise<DeviceTest> {
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const masks = chooseDeviceMasks(occlusions)
  const cases = [{ occluded, masks: await runPlain(cpu, occluded, masks) }, ...plain.cases]
  const clock = (): number => performance.now()
  const startedMs = clock()
  await runPlain(cpu, occluded, masks)
  const cpuMs = clock() - startedMs
  return { open, occluded, occlusions, cases, cpuMs, batchSize, mustBeFast: device === 'auto', clock }
}

async function toRival(trial: Trial, session: Session, isTimed: boolean): Promise<Rival> {
  const { occluded, unlike = null } = trial
  const chosen = await choosePath({ ...trial, session, wanted: trial.path })
  const { path, choice } = chosen
  const known = choice.trials.find((one) => one.path === path.name)?.secondsPerCase ?? null
  const occlusions = listOcclusions(occluded.maskers, occluded.original)
  const secondsPerCase = known ?? (isTimed ? await timeCase(path, occluded, { occlusions, unlike }) : null)
  return { ...chosen, path: path.with({ ownsSession: true }), device: session.device, secondsPerCase }
}
