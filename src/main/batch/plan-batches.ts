/** Which occlusions share a run of the session. */
import type { PartIndex } from '../maskers/masker'

/** One forward pass: the original (masker null), one part of one masker in one draw, or all that a joint masker masks. */
export interface Occlusion {
  /** Index into the maskers of the run. */
  readonly masker: number | null
  readonly part: PartIndex
  readonly draw: number
}

/** Cuts the list into batches in its own order, so that the same list always makes the same batches; the last may be short. */
export function planBatches(occlusions: readonly Occlusion[], batchSize: number): Occlusion[][] {
  const count = Math.ceil(occlusions.length / batchSize)
  return Array.from({ length: count }, (_, batch) =>
    occlusions.slice(batch * batchSize, (batch + 1) * batchSize),
  )
}
