/** A case of some of its modalities. */
import type { OccludedCase } from './fill-batch'

/** Leaves all modalities out but those that a mask touches: the others need not be copied. */
export function onlyModalities(occluded: OccludedCase, sources: readonly string[]): OccludedCase {
  const { original } = occluded
  const modalities = new Map([...original.modalities].filter(([source]) => sources.includes(source)))
  return { ...occluded, original: { ...original, modalities } }
}
