/** Masks that give the same copy of a case are run once. */
import { createBatchBuffers } from './batch-buffers'
import { fillOcclusion, type OccludedCase } from './fill-batch'
import { isJoint, sourcesOf } from '../maskers/joint-masker'
import { onlyModalities } from './only-modalities'
import type { Occlusion } from './plan-batches'
import { sameBits } from './same-bits'

/**
 * Finds occlusions whose masked copy is that of an earlier one, and names that one: draws of a part from the same donor, and the
 * whole of a modality of which one part alone is not inert. Other masks are never the same: no two parts cover the same values.
 */
export function findTwins(
  occlusions: readonly Occlusion[],
  occluded: OccludedCase,
): ReadonlyMap<Occlusion, Occlusion> {
  const redrawn = findRedrawn(occlusions, occluded)
  return new Map([
    ...redrawn,
    ...findLonelyParts(
      occlusions.filter((one) => !redrawn.has(one)),
      occluded,
    ),
  ])
}

function findRedrawn(
  occlusions: readonly Occlusion[],
  { maskers, donors }: OccludedCase,
): Map<Occlusion, Occlusion> {
  const first = new Map<string, Occlusion>()
  const twins = new Map<Occlusion, Occlusion>()
  for (const one of occlusions) {
    const masker = maskers[one.masker ?? -1]
    const drawn = masker === undefined || isJoint(masker) ? [] : (donors.get(masker.source) ?? [])
    const donor = drawn[one.draw]
    if (donor === undefined) continue
    const key = `${String(one.masker)} ${one.part} ${drawn.indexOf(donor)}`
    const known = first.get(key)
    if (known === undefined) first.set(key, one)
    else twins.set(one, known)
  }
  return twins
}

/** A replacement may differ between a part and the whole (a mean of the part), so the copies are compared. */
function findLonelyParts(occlusions: readonly Occlusion[], occluded: OccludedCase): [Occlusion, Occlusion][] {
  const wholes = occlusions.filter(({ masker, part }) => masker !== null && part === 'whole')
  return wholes.flatMap((whole): [Occlusion, Occlusion][] => {
    const [part, ...others] = occlusions.filter(
      (one) => one.masker === whole.masker && one.draw === whole.draw && one !== whole,
    )
    return part === undefined || others.length > 0 || !isSameCopy(part, whole, occluded)
      ? []
      : [[whole, part]]
  })
}

function isSameCopy(a: Occlusion, b: Occlusion, occluded: OccludedCase): boolean {
  const masker = occluded.maskers[a.masker ?? -1]
  const masked = onlyModalities(occluded, masker === undefined ? [] : sourcesOf(masker))
  const buffers = createBatchBuffers(masked.original, 2)
  for (const [slot, one] of [a, b].entries()) fillOcclusion(one, masked, buffers, slot)
  return [...buffers.inputs.values()].every(({ values }) => {
    const half = values.length / 2
    return sameBits(values.subarray(0, half), values.subarray(half), 0, half)
  })
}
