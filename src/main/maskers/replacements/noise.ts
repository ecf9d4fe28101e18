/** Replacement noise. */
import type { GridReplacement } from '@shared/study'
import type { MaskContext } from '../masker'
import type { NumericReplacement } from '../part-view'
import { createNormal, createRandom } from '../random'

type Noise = Extract<GridReplacement, { kind: 'noise' }>

/** Largest float32 below 1: rounding must not leave [0, 1). */
const belowOne = 1 - 2 ** -24

/**
 * Creates the replacement by seeded noise: uniform in [0, 1), or normal. One field per case, modality and draw, and a part shows its piece
 * of it, so that parts, their order and their batches never change a value.
 */
export function createNoise(noise: Noise): NumericReplacement {
  const fieldByCase = new WeakMap<Float32Array, { readonly key: string; readonly values: Float32Array }>()
  return ({ original, modality, context }) => {
    const key = JSON.stringify([context.seed, context.caseId, context.draw])
    const found = fieldByCase.get(original.values)
    const field =
      found?.key === key
        ? found
        : { key, values: noiseField(noise, original.values.length, modality, context) }
    fieldByCase.set(original.values, field)
    return (index) => field.values[index] ?? Number.NaN
  }
}

function noiseField(noise: Noise, length: number, modality: string, context: MaskContext): Float32Array {
  const random = createRandom('noise', context.seed, context.caseId, modality, context.draw)
  const values = new Float32Array(length)
  const normal = createNormal(random)
  for (let index = 0; index < length; index += 1) {
    values[index] =
      noise.distribution === 'uniform' ? Math.min(belowOne, random()) : noise.mean + noise.std * normal()
  }
  return values
}
