/** Writes the occluded copies of one batch into its buffers. */
import { AppError } from '@shared/errors'
import { isJoint, toJointMasks, type CaseMasker, type JointMask } from '../maskers/joint-masker'
import type { CaseTensors, ModalityTensors } from '../tensors/modality-tensors'
import { fillSlot, toFeeds, type BatchBuffers, type Feeds } from './batch-buffers'
import type { Occlusion } from './plan-batches'

/** What every occlusion of a case shares. */
export interface OccludedCase {
  readonly original: CaseTensors
  readonly maskers: readonly CaseMasker[]
  readonly seed: number
  /** Donor tensors by modality of the study, one per draw; empty where no donor is asked for. */
  readonly donors: ReadonlyMap<string, readonly ModalityTensors[]>
}

/** Fills one slot per occlusion: a copy of the original, then the masked part over it. Writes into `buffers`. */
export function fillBatch(batch: readonly Occlusion[], occluded: OccludedCase, buffers: BatchBuffers): Feeds {
  for (const [index, occlusion] of batch.entries()) fillOcclusion(occlusion, occluded, buffers, index)
  return toFeeds(buffers, batch.length)
}

/** Fills slot `index` with one occlusion. Errors: bug/unexpected for a masker that the case has no tensors for. */
export function fillOcclusion(
  occlusion: Occlusion,
  occluded: OccludedCase,
  buffers: BatchBuffers,
  index: number,
): void {
  const slot = fillSlot(buffers, index)
  const { original, seed, donors } = occluded
  for (const { masker, tensors, part, draw } of masksOf(occlusion, occluded)) {
    const donor = donors.get(masker.source)?.[draw] ?? null
    masker.mask(tensors, part, slot, { seed, caseId: original.caseId, draw, donor })
  }
}

function masksOf(
  { masker: maskerIndex, part, draw }: Occlusion,
  { original, maskers }: OccludedCase,
): readonly (JointMask & { readonly draw: number })[] {
  if (maskerIndex === null) return []
  const masker = maskers[maskerIndex]
  if (masker !== undefined && isJoint(masker)) {
    const masks = toJointMasks(masker, original.modalities)
    if (masks !== null) return masks.map((one) => ({ ...one, draw: draw % one.masker.draws }))
  } else if (masker !== undefined) {
    const tensors = original.modalities.get(masker.source)
    if (tensors !== undefined) return [{ masker, tensors, part, draw }]
  }
  throw new AppError('bug/unexpected', { where: 'fillOcclusion', words: `masker ${maskerIndex}` })
}
