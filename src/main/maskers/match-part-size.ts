/** The grid of matchParts. */
import { AppError } from '@shared/errors'

/**
 * Plans parts so that an image or volume has about as many as another modality: the rule of MM-SHAP (Parcalabescu and Frank 2023),
 * the same number of steps on every axis, the smallest whose product reaches `targetCount`. Returns the size per spatial axis.
 */
export function matchPartSize(spatialDims: readonly number[], targetCount: number): number[] {
  const rank = spatialDims.length
  // Without an axis no number of steps would ever reach the target.
  if (rank === 0) throw new AppError('bug/unexpected', { where: 'matchPartSize', words: 'no axes' })
  let steps = Math.max(1, Math.floor(targetCount ** (1 / rank)) - 1)
  while (steps ** rank < targetCount) steps += 1
  return spatialDims.map((length) => Math.max(1, Math.ceil(length / steps)))
}
