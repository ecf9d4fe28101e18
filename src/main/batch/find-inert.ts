/** Masks that change nothing need no pass: their difference is exactly 0. */
import { elementCount } from '@shared/tensor'
import { createBatchBuffers } from './batch-buffers'
import { fillOcclusion, type OccludedCase } from './fill-batch'
import { sourcesOf } from '../maskers/joint-masker'
import { gridInputOf, type GridInput } from './grid-input'
import { toLines } from './grid-lines'
import { onlyModalities } from './only-modalities'
import type { Occlusion } from './plan-batches'
import { sameBits } from './same-bits'
import { createScratch, visitMasked } from './visit-masked'

/** Finds the occlusions whose masked copy equals the original bit for bit, and all of a modality that the case does not have. */
export function findInert(occlusions: readonly Occlusion[], occluded: OccludedCase): ReadonlySet<Occlusion> {
  const inert = occluded.maskers.flatMap((masker, index) => {
    const own = occlusions.filter((one) => one.masker === index)
    const sources = sourcesOf(masker)
    if (sources.some((source) => occluded.original.modalities.get(source)?.isAbsent === true)) return own
    const input = gridInputOf(masker, occluded.original)
    const parts = input === null ? [] : own.filter(({ part }) => part !== 'whole')
    const others = own.filter((one) => !parts.includes(one))
    return [
      ...(input === null ? [] : inertParts(parts, occluded, input)),
      ...inertCopies(others, onlyModalities(occluded, sources)),
    ]
  })
  return new Set(inert)
}

/** Compares the part alone: a large image with many patches is not copied for each. */
function inertParts(parts: readonly Occlusion[], occluded: OccludedCase, input: GridInput): Occlusion[] {
  const inert: Occlusion[] = []
  const scratch = createScratch(input)
  const { original, values } = scratch
  visitMasked(parts, occluded, scratch, (occlusion, box) => {
    const lines = toLines(original.dims, box)
    if (lines.every(({ start, length }) => sameBits(original.values, values, start, length)))
      inert.push(occlusion)
  })
  return inert
}

function inertCopies(occlusions: readonly Occlusion[], occluded: OccludedCase): Occlusion[] {
  if (occlusions.length === 0) return []
  const buffers = createBatchBuffers(occluded.original, 1)
  return occlusions.filter((one) => {
    fillOcclusion(one, occluded, buffers, 0)
    return [...buffers.inputs.values()].every(({ dims, original, values }) =>
      sameBits(original.values, values, 0, elementCount(dims)),
    )
  })
}
