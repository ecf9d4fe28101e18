/** A case of one modality. */
import type { OccludedCase } from './fill-batch'

/** Leaves all modalities out but the one that a mask touches: the others need not be copied. */
export function onlyModality(occluded: OccludedCase, source: string): OccludedCase {
  const tensors = occluded.original.modalities.get(source)
  const modalities = new Map(tensors === undefined ? [] : [[source, tensors] as const])
  return { ...occluded, original: { ...occluded.original, modalities } }
}
