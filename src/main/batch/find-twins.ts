/** 5 of 11: masks that give the same copy of a case are run once. */
import type { OccludedCase } from './fill-batch'
import type { Occlusion } from './plan-batches'

/**
 * Finds the draws of a part that take their values from the same donor as an earlier draw, and names that draw. Other masks are
 * never the same: parts do not overlap, and a mask that changes nothing is inert.
 */
export function findTwins(
  occlusions: readonly Occlusion[],
  { maskers, donors }: Pick<OccludedCase, 'maskers' | 'donors'>,
): ReadonlyMap<Occlusion, Occlusion> {
  const first = new Map<string, Occlusion>()
  const twins = new Map<Occlusion, Occlusion>()
  for (const one of occlusions) {
    const drawn = donors.get(maskers[one.masker ?? -1]?.source ?? '') ?? []
    const donor = drawn[one.draw]
    if (donor === undefined) continue
    const key = `${String(one.masker)} ${one.part} ${drawn.indexOf(donor)}`
    const known = first.get(key)
    if (known === undefined) first.set(key, one)
    else twins.set(one, known)
  }
  return twins
}
