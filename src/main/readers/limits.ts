/** How much a reader takes in, checked before anything is allocated. */
import { AppError } from '@shared/errors'

/** 2 GiB of float32. A chest CT of 1000 slices has half of it; what claims more is damaged or hostile. */
export const MAX_VALUES = 2 ** 29

/**
 * Counts the values that dims announce. Errors: image/empty for a dim below 1, image/too-large above MAX_VALUES.
 */
export function checkedCount(file: string, dims: readonly number[]): number {
  if (dims.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new AppError('image/empty', { file, dims })
  }
  const count = dims.reduce((product, size) => product * size, 1)
  if (count > MAX_VALUES) throw new AppError('image/too-large', { file, dims, limit: MAX_VALUES })
  return count
}
