/** The choice of a run in its folder: kept in path.json, opened from it, and given up where it turns out not to hold. */
import { dirname } from 'node:path'
import type { ErrorData } from '@shared/errors'
import type { Notice } from '@shared/notice'
import type { PathChoice } from '@shared/path-choice'
import type { DeviceName } from '@shared/study'
import type { CaseMasker } from '../maskers/joint-masker'
import type { PreparedStudy } from '../run/prepared-study'
import type { RunFolder } from '../store/run-folder'
import { loadPathChoice, savePathChoice } from '../store/run-store'
import { listDevices } from './candidates'
import { laterCases } from './compare-later'
import type { GuardedPath } from './guarded-path'
import { openLane, openRunPath } from './open-path'
import { ask } from './question'
import { forget } from './remember'

/** Where a choice is kept, and what it is of. */
export interface ChoicePlace {
  readonly folder: RunFolder
  readonly prepared: PreparedStudy
  /** Masks per forward pass, as planned. */
  readonly batchSize: number
}

export interface OpenChoice {
  /** Owns its session. */
  readonly path: GuardedPath
  /** As it stands now: a device may be given up on the way. */
  readonly choice: () => PathChoice
}

export interface ReopenedChoice extends OpenChoice {
  /** What it was kept with, and that its device is gone. */
  readonly notices: readonly Notice[]
}

/** Opens what path.json says. A resumed run whose device is gone goes on on the CPU. */
export async function reopenChoice(place: ChoicePlace, kept: PathChoice): Promise<ReopenedChoice> {
  const { folder, batchSize } = place
  const device = kept.device?.device ?? 'cpu'
  const [state] = device === 'cpu' ? [] : await listDevices(homeOf(folder), device)
  const refused = state?.refused ?? null
  const choice = refused === null ? kept : withoutDevice(kept, refused, batchSize)
  if (refused !== null) await savePathChoice(folder, choice)
  const path = await openKept(place, choice)
  return {
    ...watch(place, path, choice),
    notices: refused === null ? kept.notices : [...kept.notices, refused],
  }
}

/**
 * Puts what may happen in the middle of a run onto its path: a few cases are compared with the plain path on the CPU once more, and
 * where a device has no room for a single mask the run goes on on the CPU, which is written down.
 */
export function watch(
  { folder, prepared, batchSize }: ChoicePlace,
  path: GuardedPath,
  chosen: PathChoice,
): OpenChoice {
  const device = chosen.device?.device ?? 'cpu'
  const watched = compareOnTheWay(prepared, path, device)
  if (device === 'cpu') return { path: watched, choice: () => chosen }
  let choice = chosen
  const notice: ErrorData = { code: 'session/device-memory', details: { device } }
  const open = async () => {
    choice = withoutDevice(chosen, notice, batchSize)
    await savePathChoice(folder, choice)
    return openLane(prepared, { ...chosen, device: 'cpu', batchSize })
  }
  return { path: watched.with({ fallback: { open, notice } }), choice: () => choice }
}

/** Compares with the plain path again at a few cases; for a path on another device, a session on the CPU is opened for it. */
export function compareOnTheWay(prepared: PreparedStudy, path: GuardedPath, device: DeviceName): GuardedPath {
  if (path.name === 'plain' && device === 'cpu') return path
  const setup = { path: 'plain' as const, device: 'cpu' as const, batchSize: 1, plainModalities: [] }
  const openPlain = async () => (device === 'cpu' ? path.openPlain() : openRunPath(prepared, setup))
  return path.with({ later: { cases: laterCases(prepared), openPlain } })
}

/** Gives a path up that turned out to be wrong in the middle of a run: from here on the plain one on the CPU. */
export async function giveUpChoice(
  place: ChoicePlace,
  maskers: readonly CaseMasker[],
  found: ErrorData,
): Promise<void> {
  const { folder, prepared } = place
  const kept = await loadPathChoice(folder)
  const question = await ask({ ...place, maskers, isTimed: prepared.settings.path === 'auto' })
  if (question !== null) await forget(homeOf(folder), question)
  if (kept === null) return
  const device = kept.device === null ? null : { ...kept.device, device: 'cpu' as const, batchSize: 1 }
  const notices = [...kept.notices.filter(({ code }) => code === 'run/not-deterministic'), found]
  const given = { path: 'plain' as const, plainModalities: [], workers: null }
  await savePathChoice(folder, { ...kept, ...given, device, notices })
}

function openKept(
  { prepared, batchSize }: ChoicePlace,
  { path, plainModalities, device }: PathChoice,
): Promise<GuardedPath> {
  const chosen = device ?? { device: 'cpu' as const, batchSize }
  return openRunPath(prepared, {
    ...{ path, plainModalities },
    ...{ device: chosen.device, batchSize: chosen.batchSize },
  })
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
