/** 5 of 11: one masked copy after another in the same place, without copying the whole each time. */
import { AppError } from '@shared/errors'
import type { FloatTensor } from '@shared/tensor'
import type { OccludedCase } from './fill-batch'
import type { Occlusion } from './plan-batches'
import { toLines } from './grid-lines'

/** First and last + 1 index per spatial axis of the part that a mask covers. */
export interface PartBox {
  readonly lo: readonly number[]
  readonly hi: readonly number[]
}

export interface BoxedOcclusion {
  readonly occlusion: Occlusion
  readonly box: PartBox
}

/** An input [channels, ...dims] and a copy of its values that is masked and restored. */
export interface Scratch {
  readonly input: string
  readonly original: FloatTensor
  readonly values: Float32Array
}

/** Makes the scratch copy of an input. Errors: bug/unexpected when the case has no such float tensor. */
export function createScratch({ original }: Pick<OccludedCase, 'original'>, input: string): Scratch {
  for (const { tensors } of original.modalities.values()) {
    const tensor = tensors.get(input)
    if (tensor?.dtype === 'float32') return { input, original: tensor, values: tensor.values.slice() }
  }
  throw new AppError('bug/unexpected', { where: 'createScratch', words: input })
}

/** Calls `visit` for every occlusion while `scratch.values` holds its masked copy, and restores the box afterwards. */
export function visitMasked(
  occlusions: readonly BoxedOcclusion[],
  { original, maskers, seed, donors }: OccludedCase,
  scratch: Scratch,
  visit: (boxed: BoxedOcclusion, place: number) => void,
): void {
  const slot = new Map([[scratch.input, scratch.values]])
  for (const [place, boxed] of occlusions.entries()) {
    const { part, draw, masker: index } = boxed.occlusion
    const masker = maskers[index ?? -1]
    const tensors = original.modalities.get(masker?.source ?? '')
    if (masker === undefined || tensors === undefined) {
      throw new AppError('bug/unexpected', { where: 'visitMasked', words: scratch.input })
    }
    const donor = donors.get(masker.source)?.[draw] ?? null
    masker.mask(tensors, part, slot, { seed, caseId: original.caseId, draw, donor })
    visit(boxed, place)
    restore(scratch, boxed.box)
  }
}

function restore({ original, values }: Scratch, box: PartBox): void {
  for (const { start, length } of toLines(original.dims, box)) {
    values.set(original.values.subarray(start, start + length), start)
  }
}
