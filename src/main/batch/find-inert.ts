/** 5 of 11: masks that change nothing need no pass: their difference is exactly 0. */
import { gridParts } from '@shared/part'
import type { Tensor } from '@shared/tensor'
import type { CaseTensors } from '../tensors/modality-tensors'
import { createBatchBuffers } from './batch-buffers'
import type { OccludedCase } from './fill-batch'
import { toLines } from './grid-lines'
import { isInert } from './is-inert'
import type { Occlusion } from './plan-batches'
import { createScratch, visitMasked, type BoxedOcclusion } from './visit-masked'

/** Finds the occlusions whose masked copy equals the original bit for bit. */
export function findInert(occlusions: readonly Occlusion[], occluded: OccludedCase): ReadonlySet<Occlusion> {
  const inert = new Set<Occlusion>()
  for (const [index, masker] of occluded.maskers.entries()) {
    const own = occlusions.filter((one) => one.masker === index)
    const boxed = boxOcclusions(own, occluded, index)
    if (boxed !== null) for (const one of inertBoxes(boxed.parts, occluded, boxed.input)) inert.add(one)
    const others = boxed === null ? own : own.filter(({ part }) => part === 'whole')
    for (const one of inertOf(others, onlyModality(occluded, masker.source))) inert.add(one)
  }
  return inert
}

/** Parts of a grid over an input [channels, ...dims] with the boxes that they cover; null for every other layout. */
export function boxOcclusions(
  occlusions: readonly Occlusion[],
  { maskers, original }: OccludedCase,
  index: number,
): { readonly input: string; readonly parts: readonly BoxedOcclusion[] } | null {
  const masker = maskers[index]
  const tensors = original.modalities.get(masker?.source ?? '')
  const layout = tensors === undefined ? undefined : masker?.layout(tensors)
  const [input, ...others] = [...(tensors?.tensors ?? [])]
  if (layout?.kind !== 'grid' || input === undefined || others.length > 0) return null
  const [name, { dims, dtype }] = input
  if (dtype !== 'float32' || dims.slice(1).join() !== layout.dims.join()) return null
  const boxes = gridParts(layout).map(({ offset, size }) => ({
    lo: offset,
    hi: offset.map((start, axis) => start + (size[axis] ?? 0)),
  }))
  const parts = occlusions.flatMap((occlusion) => {
    const box = occlusion.part === 'whole' ? undefined : boxes[occlusion.part]
    return box === undefined ? [] : [{ occlusion, box }]
  })
  return { input: name, parts }
}

/** Compares the box alone: a large image with many patches is not copied for each. */
function inertBoxes(parts: readonly BoxedOcclusion[], occluded: OccludedCase, input: string): Occlusion[] {
  const inert: Occlusion[] = []
  const scratch = createScratch(occluded, input)
  visitMasked(parts, occluded, scratch, ({ occlusion, box }) => {
    const isSame = toLines(scratch.original.dims, box).every(({ start, length }) =>
      sameBits(scratch.original.values, scratch.values, start, length),
    )
    if (isSame) inert.push(occlusion)
  })
  return inert
}

function inertOf(occlusions: readonly Occlusion[], occluded: OccludedCase): Occlusion[] {
  if (occlusions.length === 0) return []
  const buffers = createBatchBuffers(occluded.original, 1)
  return occlusions.filter((one) => isInert(one, occluded, buffers))
}

/** A mask touches one modality; the others need not be compared. */
function onlyModality(occluded: OccludedCase, source: string): OccludedCase {
  const tensors = occluded.original.modalities.get(source)
  const modalities = new Map(tensors === undefined ? [] : [[source, tensors] as const])
  const original: CaseTensors = { ...occluded.original, modalities }
  return { ...occluded, original }
}

function sameBits(a: Tensor['values'], b: Tensor['values'], start: number, length: number): boolean {
  const view = (values: Tensor['values']): Buffer =>
    Buffer.from(
      values.buffer,
      values.byteOffset + start * values.BYTES_PER_ELEMENT,
      length * values.BYTES_PER_ELEMENT,
    )
  return view(a).equals(view(b))
}
