/** One masked copy after another in the same place, without copying the whole each time. */
import type { GridPart } from '@shared/part'
import { AppError } from '@shared/errors'
import { isJoint } from '../maskers/joint-masker'
import type { FloatTensor } from '@shared/tensor'
import type { OccludedCase } from './fill-batch'
import type { GridInput } from './grid-input'
import { toLines } from './grid-lines'
import type { Occlusion } from './plan-batches'

/** An input [channels, ...dims] and a copy of its values that is masked and restored. */
export interface Scratch {
  readonly input: string
  readonly original: FloatTensor
  readonly values: Float32Array
  readonly parts: readonly GridPart[]
}

/** Makes the scratch copy of an input. */
export function createScratch({ name, tensor, parts }: GridInput): Scratch {
  return { input: name, original: tensor, values: tensor.values.slice(), parts }
}

/** Calls `visit` for every occlusion of one part while `scratch.values` holds its masked copy, and restores the part afterwards. */
export function visitMasked(
  occlusions: readonly Occlusion[],
  { original, maskers, seed, donors }: OccludedCase,
  scratch: Scratch,
  visit: (occlusion: Occlusion, box: GridPart, place: number) => void,
): void {
  const slot = new Map([[scratch.input, scratch.values]])
  for (const [place, occlusion] of occlusions.entries()) {
    const { part, draw, masker: index } = occlusion
    const masker = maskers[index ?? -1]
    const box = part === 'whole' ? undefined : scratch.parts[part]
    const tensors =
      masker === undefined || isJoint(masker) ? undefined : original.modalities.get(masker.source)
    if (masker === undefined || isJoint(masker) || tensors === undefined || box === undefined) {
      throw new AppError('bug/unexpected', { where: 'visitMasked', words: scratch.input })
    }
    const donor = donors.get(masker.source)?.[draw] ?? null
    masker.mask(tensors, part, slot, { seed, caseId: original.caseId, draw, donor })
    visit(occlusion, box, place)
    restore(scratch, box)
  }
}

function restore({ original, values }: Scratch, box: GridPart): void {
  for (const { start, length } of toLines(original.dims, box)) {
    values.set(original.values.subarray(start, start + length), start)
  }
}
