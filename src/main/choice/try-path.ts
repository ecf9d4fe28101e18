/** A path on a few cases: does it give the plain outputs, for which modalities does that show, and how long will a case take? */
import { isAppError, toErrorData, type ErrorData } from '@shared/errors'
import type { PathTrial } from '@shared/path-choice'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { isControl } from '../maskers/joint-masker'
import { allowedAt } from '../session/paths/path-tolerance'
import type { CasePath, RunPath } from '../session/paths/run-path'
import { movesOf, originalOf, type CheckedCase, type CheckedMasks } from './checked-case'
import type { GuardedPath } from './guarded-path'
import { timeCase, type TimedCase } from './time-case'

export interface TriedPath {
  readonly trial: PathTrial
  /** Where the largest difference was; null when there was none. */
  readonly worst: { readonly occluded: OccludedCase; readonly occlusion: Occlusion } | null
  /** What was tried, with the plain path for modalities that could not be compared. */
  readonly path: GuardedPath
  /** Modalities that no checked mask shows anything of. */
  readonly plainModalities: readonly string[]
}

export interface PathTest {
  readonly cases: readonly CheckedCase[]
  /** Cases that were looked at. */
  readonly looked: number
  /** What a case is timed with; null when it is not. */
  readonly timed: TimedCase | null
}

/** Of what masks move, a path may be wrong by a tenth, or it shows nothing. */
const shownShare = 0.1
/** Moves below this share of what a path may differ by are rounding. */
const roundingShare = 0.1

/** Runs a path on checked masks, and times a case when `timed` is given. A path that fails is refused, never thrown. */
export async function tryPath(path: GuardedPath, test: PathTest): Promise<TriedPath> {
  const refuse = (refused: ErrorData, largestDifference: number | null = null): TriedPath => ({
    trial: { path: path.name, largestDifference, secondsPerCase: null, refused },
    ...{ worst: null, path, plainModalities: [] },
  })
  try {
    const compared = await compareCases(path, test.cases)
    const { largestDifference, refused, worst } = toVerdict(path.name, compared)
    if (refused !== null) return { ...refuse(refused, largestDifference), worst }
    const plainModalities = unshown(compared)
    const count = (test.cases[0]?.occluded.maskers ?? []).filter((one) => !isControl(one)).length
    if (count > 0 && plainModalities.length === count) {
      return refuse({ code: 'run/path-not-compared', details: { path: path.name, cases: test.looked } })
    }
    const mixed = path.with({ plainModalities: new Set(plainModalities) })
    const secondsPerCase = await timeFirst(mixed, test)
    const trial = { path: path.name, largestDifference, secondsPerCase, refused: null }
    return { trial, worst, path: mixed, plainModalities }
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'bug/unexpected') throw thrown
    return refuse(toErrorData(thrown, `path ${path.name}`))
  }
}

async function timeFirst(path: RunPath, { cases, timed }: PathTest): Promise<number | null> {
  const [first] = cases
  return timed === null || first === undefined ? null : timeCase(path, first.occluded, timed)
}

interface ComparedCase extends Compared {
  readonly checked: CheckedCase
}

/** Compares a path with the plain outputs of a few cases. */
export async function compareCases(path: RunPath, cases: readonly CheckedCase[]): Promise<ComparedCase[]> {
  const compared: ComparedCase[] = []
  for (const checked of cases) {
    const opened = await path.openCase(checked.occluded)
    compared.push({ checked, ...(await comparePath(opened, checked.masks)) })
  }
  return compared
}

/** Whether all of it is within method.md section 9. Code: run/path-differs. */
export function toVerdict(path: RunPath['name'], compared: readonly ComparedCase[]) {
  const [worst] = compared.toSorted(
    (a, b) => b.largestDifference / b.allowed - a.largestDifference / a.allowed,
  )
  const largest = compared.reduce((most, one) => Math.max(most, one.largestDifference), 0)
  const largestDifference = Number.isFinite(largest) ? largest : null
  if (worst?.worst == null) return { largestDifference, refused: null, worst: null }
  const { occluded } = worst.checked
  const details = { path, ...toDetails(worst, occluded), node: null }
  const refused =
    worst.largestDifference <= worst.allowed ? null : { code: 'run/path-differs' as const, details }
  return { largestDifference, refused, worst: { occluded, occlusion: worst.worst } }
}

/** A difference as a sentence needs it. */
export function toDetails({ largestDifference, allowed, worst }: Compared, { maskers }: OccludedCase) {
  return {
    difference: Number.isFinite(largestDifference) ? Number(largestDifference.toPrecision(3)) : null,
    tolerance: Number(allowed.toPrecision(3)),
    modality: maskers[worst?.masker ?? -1]?.name ?? 'nothing',
  }
}

/** Names of modalities whose masks moved no output by clearly more than rounding and than the path differs. */
function unshown(compared: readonly ComparedCase[]): string[] {
  const maskers = compared[0]?.checked.occluded.maskers ?? []
  return maskers
    .filter((one, masker) => !isControl(one) && !isShown(compared, masker))
    .map(({ name }) => name)
}

function isShown(compared: readonly ComparedCase[], masker: number): boolean {
  const differences = compared.flatMap((one) => [one.differences.get(masker) ?? []])
  return compared.some(({ checked }) => {
    const original = originalOf(checked.masks) ?? []
    return movesOf(checked, masker).some((move, index) => {
      const difference = Math.max(0, ...differences.map((row) => row[index] ?? 0))
      const rounding = roundingShare * allowedAt(original[index] ?? 0)
      return move > rounding && difference <= shownShare * move
    })
  })
}

export interface Compared {
  /** Infinite where the path gives a value that is not finite, or leaves a mask out. */
  readonly largestDifference: number
  readonly allowed: number
  readonly worst: Occlusion | null
  /** The largest of every output by masker. */
  readonly differences: ReadonlyMap<number, readonly number[]>
}

/** The largest difference of a path to the plain outputs, what method.md section 9 allows, and where it was. */
export async function comparePath(opened: CasePath, checked: CheckedMasks): Promise<Compared> {
  let largestDifference = 0
  let allowed: number = allowedAt(0)
  let worst: Occlusion | null = null
  const differences = new Map<number, number[]>()
  const left = new Set(checked.keys())
  for (const batch of opened.planBatches([...checked.keys()])) {
    const rows = await opened.run(batch)
    for (const [place, occlusion] of batch.entries()) {
      left.delete(occlusion)
      const most = differences.get(occlusion.masker ?? -1) ?? []
      differences.set(occlusion.masker ?? -1, most)
      for (const [index, plain] of (checked.get(occlusion) ?? []).entries()) {
        const difference = distance(plain, rows[place]?.[index])
        allowed = Math.max(allowed, allowedAt(plain))
        most[index] = Math.max(most[index] ?? 0, difference)
        if (difference <= largestDifference) continue
        largestDifference = difference
        worst = occlusion
      }
    }
  }
  // A mask that the path leaves out was not compared: nothing of it is right.
  for (const occlusion of left) [largestDifference, worst] = [Number.POSITIVE_INFINITY, occlusion]
  return { largestDifference, allowed, worst, differences }
}

function distance(plain: number, value = Number.NaN): number {
  const difference = Math.abs(plain - value)
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
}
