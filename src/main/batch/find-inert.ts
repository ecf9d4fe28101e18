/** 5 of 11: masks that change nothing need no pass: their difference is exactly 0. */
import { elementCount, type Tensor } from '@shared/tensor'
import { createBatchBuffers } from './batch-buffers'
import { fillOcclusion, type OccludedCase } from './fill-batch'
import { gridInputOf, type GridInput } from './grid-input'
import { toLines } from './grid-lines'
import type { Occlusion } from './plan-batches'
import { createScratch, visitMasked } from './visit-masked'

/** Finds the occlusions whose masked copy equals the original bit for bit. */
export function findInert(occlusions: readonly Occlusion[], occluded: OccludedCase): ReadonlySet<Occlusion> {
  const inert = occluded.maskers.flatMap((masker, index) => {
    const own = occlusions.filter((one) => one.masker === index)
    const input = gridInputOf(masker, occluded.original)
    const parts = input === null ? [] : own.filter(({ part }) => part !== 'whole')
    const others = own.filter((one) => !parts.includes(one))
    return [
      ...(input === null ? [] : inertParts(parts, occluded, input)),
      ...inertCopies(others, onlyModality(occluded, masker.source)),
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

/** A mask touches one modality; the others need not be compared. */
function onlyModality(occluded: OccludedCase, source: string): OccludedCase {
  const tensors = occluded.original.modalities.get(source)
  const modalities = new Map(tensors === undefined ? [] : [[source, tensors] as const])
  return { ...occluded, original: { ...occluded.original, modalities } }
}

function sameBits(a: Tensor['values'], b: Tensor['values'], start: number, length: number): boolean {
  const view = ({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: Tensor['values']): Buffer =>
    Buffer.from(buffer, byteOffset + start * size, length * size)
  return view(a).equals(view(b))
}
