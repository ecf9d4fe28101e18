/** How a run computes, read aloud: a question is asked of its first case, candidates are listed, each is tried, the fastest that is right is chosen, and the choice is remembered. */
import type { DeviceTrial } from '@shared/device'
import { AppError, type ErrorData } from '@shared/errors'
import type { DeviceName } from '@shared/study'
import { listCandidates, plainOnCpu, type Candidates } from './candidates'
import type { ChosenPath } from './choose-path'
import type { Question } from './question'
import { forget, recall, remember, type RememberedPath } from './remember'
import { tryCandidates, type OpenOn, type Rival } from './try-candidates'

/**
 * Chooses device, path and masks per run. What an earlier run measured is taken without measuring again, but not without the
 * comparison with the plain path (method.md section 9); where it fails that, all is measured anew. `home` is the folder of the
 * application; `listed` hears when the devices are known. The path of the answer owns its session and is the caller's to release. Errors:
 * those of running the model on the CPU.
 */
export async function choose(
  home: string,
  question: Question,
  listed: () => void = () => undefined,
): Promise<ChosenPath> {
  const candidates = await listCandidates(home, question)
  listed()
  // A path that was asked for is not measured: there is nothing to remember.
  if (candidates.path !== 'auto') return chooseAmong(question, candidates)
  const remembered = await recall(home, question)
  const again = remembered === null ? null : await chooseAgain(question, candidates, remembered)
  if (again !== null) return again
  const chosen = await chooseAmong(question, candidates)
  await remember(home, question, chosen)
  return chosen
}

/** Tries what was listed and takes the fastest. Errors: those of running the model on the CPU. */
export async function chooseAmong(
  question: Question,
  candidates: Candidates,
  open?: OpenOn,
): Promise<ChosenPath> {
  const { rivals, devices, notTried } = await tryCandidates(question, candidates, open)
  const [taken, ...slower] = rivals.toSorted((a, b) => (a.secondsPerCase ?? 0) - (b.secondsPerCase ?? 0))
  if (taken === undefined) throw new AppError('bug/unexpected', { where: 'choose', words: 'no device' })
  for (const { path } of slower) await path.release()
  const { path, choice, notices, device, batchSize } = taken
  const trials = devices.map((trial) => endTrial(trial, rivals, device))
  return {
    ...{ path, batchSize },
    choice: {
      ...{ ...choice, notTried: [...choice.notTried, ...notTried] },
      device: { device, batchSize, trials },
    },
    notices: [...trials.flatMap((trial) => noticeOf(trial, candidates.device)), ...notices],
  }
}

/** Takes what is remembered; null when it is not what it was. */
async function chooseAgain(
  question: Question,
  { devices }: Candidates,
  { path, device, batchSize, notTried }: RememberedPath,
): Promise<ChosenPath | null> {
  // Those that cannot be had are still told of.
  const known = devices.filter((one) => one.refused !== null || one.device === device)
  const chosen = await chooseAmong(question, { device, devices: known, path, batchSize })
  if (chosen.path.name === path && chosen.choice.device?.device === device)
    return { ...chosen, choice: { ...chosen.choice, notTried } }
  await chosen.path.release()
  return null
}

/** The plain path on the CPU, after a process that tried others ended by itself; what is remembered is forgotten. */
export async function chooseAfterCrash(home: string, question: Question, why: string): Promise<ChosenPath> {
  await forget(home, question)
  const chosen = await chooseAmong(question, plainOnCpu)
  const crashed: ErrorData = { code: 'run/path-crashed', details: { why } }
  const { choice, notices } = chosen
  return {
    ...chosen,
    choice: { ...choice, notices: [crashed, ...choice.notices] },
    notices: [crashed, ...notices],
  }
}

function endTrial(trial: DeviceTrial, rivals: readonly Rival[], taken: DeviceName): DeviceTrial {
  const { device } = trial
  const secondsPerCase = rivals.find((one) => one.device === device)?.secondsPerCase ?? null
  if (trial.refused !== null || device === taken) return { ...trial, secondsPerCase }
  return { ...trial, secondsPerCase, refused: { code: 'session/device-slower', details: { device } } }
}

/** What a device computed wrong is always told; that it cannot be had only when it was asked for. */
function noticeOf({ device, refused }: DeviceTrial, wanted: Candidates['device']): ErrorData[] {
  if (refused === null) return []
  const isTold = refused.code === 'session/device-differs' || refused.code === 'session/device-memory'
  return isTold || wanted === device ? [refused] : []
}
