/** 9 of 11: a path on the first case: does it give the plain outputs, and how long will a case take? */
import { isAppError, toErrorData } from '@shared/errors'
import type { PathTrial } from '@shared/run'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import type { CasePath, RunPath } from '../session/paths/run-path'

/** Absolute on probabilities, relative to the size of unbounded outputs beyond (METHOD section 9). */
export const pathTolerance = { absolute: 1e-5, relative: 1e-4 } as const

/** The plain outputs of a few masks. */
export type CheckedMasks = ReadonlyMap<Occlusion, readonly number[]>

export interface TriedPath {
  readonly trial: PathTrial
  /** Where the largest difference was; null when there was none. */
  readonly worst: Occlusion | null
}

/** What a case is timed with. */
export interface TimedCase {
  readonly occlusions: readonly Occlusion[]
  /** A case of other dims, where cases differ: then a path that takes the model apart does so for every case, and that is timed, too. */
  readonly unlike?: OccludedCase | null
}

/** Batches per group of masks that are timed, after one that warms up. */
const timedBatches = 2
/** A case is timed again until so much time went into it: what else the machine does only ever adds. */
const enoughMs = 500
const mostTimes = 5

/** Chooses the masks that are checked: the original twice would show dropout; then the first, middle and last of every masker. */
export function chooseCheckedMasks(occlusions: readonly Occlusion[], maskerCount: number): Occlusion[] {
  const chosen = occlusions.filter(({ masker }) => masker === null)
  for (let masker = 0; masker < maskerCount; masker += 1) {
    const own = occlusions.filter((one) => one.masker === masker)
    const places = new Set([0, Math.floor(own.length / 2), own.length - 2, own.length - 1])
    chosen.push(...own.filter((_, place) => places.has(place)))
  }
  return chosen
}

/** Runs a path on checked masks, and times a case when `timed` is given. A path that fails is refused, never thrown. */
export async function tryPath(
  path: RunPath,
  occluded: OccludedCase,
  checked: CheckedMasks,
  timed: TimedCase | null,
): Promise<TriedPath> {
  const refusal = (thrown: unknown): TriedPath => {
    if (isAppError(thrown) && thrown.code === 'bug/unexpected') throw thrown
    const refused = toErrorData(thrown, `path ${path.name}`)
    return { trial: { path: path.name, largestDifference: null, secondsPerCase: null, refused }, worst: null }
  }
  try {
    const opened = await path.openCase(occluded)
    const { largestDifference, allowed, worst } = await comparePath(opened, checked)
    const secondsPerCase =
      timed === null || largestDifference > allowed ? null : await timeCase(path, occluded, timed)
    const details = {
      path: path.name,
      difference: largestDifference,
      tolerance: allowed,
      modality: occluded.maskers[worst?.masker ?? -1]?.name ?? 'nothing',
      node: null,
    }
    const refused = largestDifference <= allowed ? null : { code: 'run/path-differs' as const, details }
    return { trial: { path: path.name, largestDifference, secondsPerCase, refused }, worst }
  } catch (thrown) {
    return refusal(thrown)
  }
}

/** The largest difference of a path to the plain outputs, what METHOD section 9 allows, and where it was. */
export async function comparePath(opened: CasePath, checked: CheckedMasks) {
  let largestDifference = 0
  let allowed = pathTolerance.absolute as number
  let worst: Occlusion | null = null
  for (const batch of opened.planBatches([...checked.keys()])) {
    const rows = await opened.run(batch)
    for (const [place, occlusion] of batch.entries()) {
      for (const [index, plain] of (checked.get(occlusion) ?? []).entries()) {
        const difference = Math.abs(plain - (rows[place]?.[index] ?? Number.NaN))
        allowed = Math.max(allowed, pathTolerance.relative * Math.max(0, Math.abs(plain) - 1))
        if (difference <= largestDifference) continue
        largestDifference = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
        worst = occlusion
      }
    }
  }
  return { largestDifference, allowed, worst }
}

/** Seconds of a case, the least of a few times; extrapolated from a few batches of every group, and opening it is part of it. */
export async function timeCase(path: RunPath, occluded: OccludedCase, timed: TimedCase): Promise<number> {
  const startedMs = performance.now()
  let least = Number.POSITIVE_INFINITY
  for (let time = 0; time < mostTimes && (time === 0 || performance.now() - startedMs < enoughMs); time += 1)
    least = Math.min(least, await timeOnce(path, occluded, timed))
  return least
}

async function timeOnce(
  path: RunPath,
  occluded: OccludedCase,
  { occlusions, unlike = null }: TimedCase,
): Promise<number> {
  // Whether the path can be had for that case is not the question here.
  if (unlike !== null) await path.openCase(unlike).catch(() => null)
  const startedMs = performance.now()
  const opened = await path.openCase(occluded)
  let totalMs = performance.now() - startedMs
  const groups = new Map<number | null, Occlusion[][]>()
  for (const batch of opened.planBatches(occlusions)) {
    const masker = batch[0]?.masker ?? null
    groups.set(masker, [...(groups.get(masker) ?? []), batch])
  }
  for (const batches of groups.values()) totalMs += await timeGroup(opened, batches)
  return totalMs / 1000
}

async function timeGroup(opened: CasePath, batches: readonly Occlusion[][]): Promise<number> {
  const [first] = batches
  // The batches in the middle are the usual ones: those at the border of a grid are smaller.
  const middle = Math.max(0, Math.floor((batches.length - timedBatches) / 2))
  const tried = batches.slice(middle, middle + timedBatches)
  if (first === undefined) return 0
  for (const batch of tried) await opened.run(batch)
  const startedMs = performance.now()
  for (const batch of tried) await opened.run(batch)
  const perMask = (performance.now() - startedMs) / tried.reduce((sum, batch) => sum + batch.length, 0)
  return perMask * batches.reduce((sum, batch) => sum + batch.length, 0)
}
