/** Device and path of a run: those it was begun on, or the best for its first case. */
import { dirname } from 'node:path'
import type { ErrorData } from '@shared/errors'
import type { Notice, PathChoice } from '@shared/run'
import type { DeviceName } from '@shared/study'
import type { Masker } from '../maskers/masker'
import type { RunQuestion } from '../run/choose-path'
import { firstOccludedCase, unlikeCase } from '../run/first-case'
import { compareLater, openRunPath } from '../run/open-run-path'
import type { PreparedStudy } from '../run/prepared-study'
import { createFallbackPath } from '../session/devices/fallback-path'
import type { RunPath } from '../session/paths/run-path'
import type { RunFolder } from '../store/run-folder'
import { loadPathChoice, savePathChoice } from '../store/run-store'
import { chooseAfterCrash, chooseRemembered, forgetChoice } from './choose-remembered'
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

/** Opens what path.json says, or chooses; what is chosen is the caller's to save, and the path to release. `crashed` says how an earlier choice ended its process. */
export async function takePath(
  folder: RunFolder,
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  batchSize: number,
  crashed: string | null = null,
): Promise<TakenPath> {
  const kept = await loadPathChoice(folder)
  if (kept !== null) return takeKept(folder, prepared, kept, batchSize)
  const question = await askFirstCase(prepared, maskers, batchSize)
  if (question === null) {
    const path = await openRunPath(prepared, {
      ...{ device: 'cpu', path: 'batched', batchSize, plainModalities: [] },
    })
    return { path, choice: () => null, notices: [], question: null }
  }
  const chosen =
    crashed === null
      ? await chooseRemembered(homeOf(folder), question)
      : await chooseAfterCrash(homeOf(folder), question, crashed)
  const { path, choice, notices } = chosen
  const guarded = guard(folder, prepared, path, choice, batchSize)
  return { ...guarded, notices, question: crashed === null ? question : null }
}

/** Gives a path up that turned out to be wrong in the middle of a run: from here on the plain one on the CPU. */
export async function giveUpPath(
  folder: RunFolder,
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  batchSize: number,
  found: ErrorData,
): Promise<void> {
  const kept = await loadPathChoice(folder)
  const question = await askFirstCase(prepared, maskers, batchSize)
  if (question !== null) await forgetChoice(homeOf(folder), question)
  if (kept === null) return
  const device = kept.device === null ? null : { ...kept.device, device: 'cpu' as const, batchSize: 1 }
  const notices = [...kept.notices.filter(({ code }) => code === 'run/not-deterministic'), found]
  const given = { path: 'plain' as const, plainModalities: [], workers: null }
  await savePathChoice(folder, { ...kept, ...given, device, notices })
}

async function askFirstCase(
  prepared: PreparedStudy,
  maskers: readonly Masker[],
  batchSize: number,
): Promise<RunQuestion | null> {
  const occluded = await firstOccludedCase(prepared, maskers)
  if (occluded === null) return null
  const isTimed = prepared.settings.path === 'auto'
  const unlike = isTimed ? await unlikeCase(prepared, maskers, occluded) : null
  return { prepared, batchSize, occluded, unlike }
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
  const { notices } = kept
  if (device === 'cpu') {
    const path = compareLater(prepared, await openKept(prepared, kept, 'cpu', size), 'cpu')
    return { path, choice: () => kept, notices, question: null }
  }
  const [state] = await devicesFor(homeOf(folder), device)
  if (state?.refused == null) {
    const path = await openKept(prepared, kept, device, size)
    return { ...guard(folder, prepared, path, kept, batchSize), notices, question: null }
  }
  const choice = withoutDevice(kept, state.refused, batchSize)
  await savePathChoice(folder, choice)
  const path = compareLater(prepared, await openKept(prepared, kept, 'cpu', batchSize), 'cpu')
  return { path, choice: () => choice, notices: [...notices, state.refused], question: null }
}

function openKept(
  prepared: PreparedStudy,
  { path, plainModalities }: PathChoice,
  device: DeviceName,
  batchSize: number,
): Promise<RunPath> {
  return openRunPath(prepared, { device, path, batchSize, plainModalities })
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
  if (device === 'cpu') return { path: compareLater(prepared, path, device), choice: () => chosen }
  let choice = chosen
  const notice: ErrorData = { code: 'session/device-memory', details: { device } }
  const openInstead = async (): Promise<RunPath> => {
    choice = withoutDevice(chosen, notice, batchSize)
    await savePathChoice(folder, choice)
    return openKept(prepared, chosen, 'cpu', batchSize)
  }
  const guarded = createFallbackPath(path, { openInstead, notice })
  return { path: compareLater(prepared, guarded, device), choice: () => choice }
}

function withoutDevice(choice: PathChoice, refused: ErrorData, batchSize: number): PathChoice {
  if (choice.device === null) return choice
  const { device, trials } = choice.device
  const ended = trials.map((trial) => (trial.device === device ? { ...trial, refused } : trial))
  return { ...choice, device: { device: 'cpu', batchSize, trials: ended } }
}

/** Runs lie in a folder of the folder of the application. */
export function homeOf({ path }: RunFolder): string {
  return dirname(dirname(path))
}
