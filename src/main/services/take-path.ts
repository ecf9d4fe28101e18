/** Device and path of a run: those it was begun on, or the best for its first case. */
import { dirname } from 'node:path'
import type { ErrorData } from '@shared/errors'
import type { Notice, PathChoice } from '@shared/run'
import type { DeviceName, RunPathName } from '@shared/study'
import type { Masker } from '../maskers/masker'
import type { RunQuestion } from '../run/choose-path'
import { firstOccludedCase, unlikeCase } from '../run/first-case'
import { openPath } from '../run/open-path'
import { ownSession } from '../run/own-session'
import type { PreparedStudy } from '../run/prepared-study'
import { sessionOptions } from '../run/session-options'
import { createFallbackPath } from '../session/devices/fallback-path'
import { openSession } from '../session/open-session'
import type { RunPath } from '../session/paths/run-path'
import type { RunFolder } from '../store/run-folder'
import { loadPathChoice, savePathChoice } from '../store/run-store'
import { chooseRemembered } from './choose-remembered'
import { devicesFor } from './find-devices'

export interface TakenPath {
  /** Owns its session. */
  readonly path: RunPath
  /** As it stands now: a device may be given up on the way. Null when no case could be read, so that nothing was tried. */
  readonly choice: () => PathChoice | null
  readonly notices: readonly Notice[]
  /** What was asked when it was chosen; null when nothing was. */
  readonly question: RunQuestion | null
}

/** Opens what path.json says, or chooses and writes it there. The path is the caller's to release. */
export async function takePath(
  folder: RunFolder,
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  batchSize: number,
): Promise<TakenPath> {
  const kept = await loadPathChoice(folder)
  if (kept !== null) return takeKept(folder, prepared, kept, batchSize)
  const occluded = await firstOccludedCase(prepared, maskers)
  if (occluded === null) {
    const path = await openOn(prepared, 'cpu', 'batched', batchSize)
    return { path, choice: () => null, notices: [], question: null }
  }
  const isTimed = prepared.settings.path === 'auto'
  const question = {
    prepared,
    batchSize,
    occluded,
    unlike: isTimed ? await unlikeCase(prepared, maskers, occluded) : null,
  }
  const { path, choice, notices } = await chooseRemembered(homeOf(folder), question)
  await savePathChoice(folder, choice)
  return { ...guard(folder, prepared, path, choice, batchSize), notices, question }
}

/** A resumed run whose device is gone goes on on the CPU. */
async function takeKept(
  folder: RunFolder,
  prepared: PreparedStudy,
  kept: PathChoice,
  batchSize: number,
): Promise<TakenPath> {
  const device = kept.device?.device ?? 'cpu'
  const size = kept.device?.batchSize ?? batchSize
  if (device === 'cpu') {
    const path = await openOn(prepared, 'cpu', kept.path, size)
    return { path, choice: () => kept, notices: [], question: null }
  }
  const [state] = await devicesFor(homeOf(folder), device)
  if (state?.refused == null) {
    const path = await openOn(prepared, device, kept.path, size)
    return { ...guard(folder, prepared, path, kept, batchSize), notices: [], question: null }
  }
  const choice = withoutDevice(kept, state.refused, batchSize)
  await savePathChoice(folder, choice)
  const path = await openOn(prepared, 'cpu', kept.path, batchSize)
  return { path, choice: () => choice, notices: [state.refused], question: null }
}

/** Goes on on the CPU when the device has no room for a single mask, and writes that down. */
function guard(
  folder: RunFolder,
  prepared: PreparedStudy,
  path: RunPath,
  chosen: PathChoice,
  batchSize: number,
): Pick<TakenPath, 'path' | 'choice'> {
  const device = chosen.device?.device ?? 'cpu'
  if (device === 'cpu') return { path, choice: () => chosen }
  let choice = chosen
  const notice: ErrorData = { code: 'session/device-memory', details: { device } }
  const openInstead = async (): Promise<RunPath> => {
    choice = withoutDevice(chosen, notice, batchSize)
    await savePathChoice(folder, choice)
    return openOn(prepared, 'cpu', chosen.path, batchSize)
  }
  return { path: createFallbackPath(path, { openInstead, notice }), choice: () => choice }
}

function withoutDevice(choice: PathChoice, refused: ErrorData, batchSize: number): PathChoice {
  if (choice.device === null) return choice
  const { device, trials } = choice.device
  const ended = trials.map((trial) => (trial.device === device ? { ...trial, refused } : trial))
  return { ...choice, device: { device: 'cpu', batchSize, trials: ended } }
}

async function openOn(
  prepared: PreparedStudy,
  device: DeviceName,
  name: RunPathName,
  batchSize: number,
): Promise<RunPath> {
  const session = await openSession(prepared.open.modelPath, sessionOptions(prepared, device))
  return ownSession(await openPath(prepared, session, name, batchSize), session)
}

/** Runs lie in a folder of the folder of the application. */
export function homeOf({ path }: RunFolder): string {
  return dirname(dirname(path))
}
