/** The plain outputs of a few masks of a case, which every path is compared with (method.md section 9). */
import { findInert } from '../batch/find-inert'
import type { OccludedCase } from '../batch/fill-batch'
import type { Occlusion } from '../batch/plan-batches'
import { createBatchedPath } from '../session/paths/batched-path'
import { allowedAt } from '../session/paths/path-tolerance'
import type { RunPath } from '../session/paths/run-path'
import type { Session } from '../session/session'
import { listOcclusions } from '../run/occlusions'

/** Absolute on probabilities, relative to the size of unbounded outputs beyond (method.md section 9). */
export const pathTolerance = { absolute: 1e-5, relative: 1e-4 } as const

/** A mask shows something of a path when it moves an output by so many times what the path may be wrong by. */
const clearly = 10
/** Masks of a modality that are looked at beside the usual ones before another case is taken. */
const furtherMasks = 12

/** The plain outputs of a few masks; none that is not finite. */
export type CheckedMasks = ReadonlyMap<Occlusion, readonly number[]>

export interface CheckedCase {
  readonly occluded: OccludedCase
  readonly masks: CheckedMasks
}

/** Chooses the masks that are checked: the original, and the first, middle and last of every masker. */
export function chooseCheckedMasks(
  occlusions: readonly Occlusion[],
  maskers: readonly number[],
): readonly Occlusion[] {
  const chosen = occlusions.filter(({ masker }) => masker === null)
  for (const masker of maskers) {
    const own = occlusions.filter((one) => one.masker === masker)
    const places = new Set([0, Math.floor(own.length / 2), own.length - 2, own.length - 1])
    chosen.push(...own.filter((_, place) => places.has(place)))
  }
  return chosen
}

/** The original, and the masks that are not inert: those that a run runs. */
export function effectiveMasks(occluded: OccludedCase): readonly Occlusion[] {
  const all = listOcclusions(occluded.maskers, occluded.original)
  const inert = findInert(all, occluded)
  return all.filter((one) => !inert.has(one))
}

/** The outputs of a few masks, each run by itself; those that are not finite cannot be compared and are left out. */
export async function runPlain(
  on: Session | RunPath,
  occluded: OccludedCase,
  chosen: readonly Occlusion[],
): Promise<CheckedMasks> {
  const path = 'openCase' in on ? on : createBatchedPath(on, 1)
  const plain = await path.openCase(occluded)
  const checked = new Map<Occlusion, readonly number[]>()
  for (const batch of plain.planBatches(chosen)) {
    const rows = await plain.run(batch)
    for (const [place, occlusion] of batch.entries()) {
      const row = rows[place]
      if (row?.every(Number.isFinite) === true) checked.set(occlusion, row)
    }
  }
  return checked
}

/** Runs the usual masks of these maskers, and further ones of those that moved nothing so far; of these the one that moved most is kept. */
export async function checkCase(
  session: Session,
  occluded: OccludedCase,
  maskers: readonly number[],
  isWorthwhile: () => boolean = () => true,
): Promise<CheckedCase> {
  const effective = effectiveMasks(occluded)
  const masks = new Map(await runPlain(session, occluded, chooseCheckedMasks(effective, maskers)))
  for (const masker of maskers) {
    const left = effective.filter((one) => one.masker === masker && one.part !== 'whole' && !masks.has(one))
    let best: CheckedCase = { occluded, masks }
    for (const one of spread(left, furtherMasks)) {
      if (isMovedClearly(best, masker) || !isWorthwhile()) break
      const more = await runPlain(session, occluded, [one])
      const next = { occluded, masks: new Map([...masks, ...more]) }
      if (movementOf(next, masker) > movementOf(best, masker)) best = next
    }
    for (const [one, row] of best.masks) masks.set(one, row)
  }
  return { occluded, masks }
}

/** So many of a list, evenly over it. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list]
  return list.filter(
    (_, place) =>
      Math.floor((place * count) / list.length) !== Math.floor(((place - 1) * count) / list.length),
  )
}

/** By how much masks of a masker moved every output: those of parts, or the whole where it is all there is. */
export function movesOf(checked: CheckedCase, masker: number): number[] {
  const original = originalOf(checked.masks)
  if (original === null) return []
  const rows = witnesses(checked.masks, masker)
  return original.map((value, index) =>
    rows.reduce((most, [, row]) => Math.max(most, Math.abs((row[index] ?? value) - value)), 0),
  )
}

/** The largest of these moves, in units of what a path may differ by. */
export function movementOf(checked: CheckedCase, masker: number): number {
  const original = originalOf(checked.masks) ?? []
  return movesOf(checked, masker).reduce(
    (most, move, index) => Math.max(most, move / allowedAt(original[index] ?? 0)),
    0,
  )
}

export function isMovedClearly(checked: CheckedCase, masker: number): boolean {
  return movementOf(checked, masker) > clearly
}

/** The mask of a masker that moved most; null when there is none. */
export function strongestMask({ occluded, masks }: CheckedCase, masker: number): Occlusion | null {
  const own = witnesses(masks, masker).map(([one]) => one)
  const original = [...masks].filter(([one]) => one.masker === null)
  const strength = (one: Occlusion): number =>
    movementOf({ occluded, masks: new Map([...original, [one, masks.get(one) ?? []]]) }, masker)
  return own.toSorted((a, b) => strength(b) - strength(a))[0] ?? null
}

export function originalOf(masks: CheckedMasks): readonly number[] | null {
  return [...masks].find(([{ masker }]) => masker === null)?.[1] ?? null
}

function witnesses(masks: CheckedMasks, masker: number): (readonly [Occlusion, readonly number[]])[] {
  const own = [...masks].filter(([one]) => one.masker === masker)
  const parts = own.filter(([{ part }]) => part !== 'whole')
  return parts.length > 0 ? parts : own
}
