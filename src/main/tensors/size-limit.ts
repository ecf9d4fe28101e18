/** The border that no preprocessing step may pass. */
import { AppError } from '@shared/errors'
import { elementCount } from '@shared/tensor'
import type { TensorPlace } from './grid'

/** 1 GiB of float32. */
const elementLimit = 2 ** 28

/** Refuses a tensor before it is allocated. `dims` include the channels. Errors: tensor/too-large. */
export function checkSizeLimit(dims: readonly number[], step: string, place: TensorPlace): void {
  if (elementCount(dims) > elementLimit) {
    throw new AppError('tensor/too-large', { ...place, step, dims, elementLimit })
  }
}
