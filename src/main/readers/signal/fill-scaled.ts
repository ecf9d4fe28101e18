/** Stored numbers -> samples in their unit. */
import { AppError } from '@shared/errors'

export interface StoredLead {
  readonly file: string
  readonly name: string
  /** The stored number of a sample. */
  readonly storedAt: (index: number) => number
  /** Stored number -> value in its unit; in float64. */
  readonly toValue: (stored: number) => number
  /** The stored number that stands for no sample; null where the format has none. */
  readonly missing: number | null
}

/** Errors: signal/missing-samples. */
export function fillScaled(into: Float32Array, { file, name, storedAt, toValue, missing }: StoredLead): void {
  let first = 0
  let count = 0
  for (let index = 0; index < into.length; index += 1) {
    const stored = storedAt(index)
    if (stored === missing) {
      if (count === 0) first = index
      count += 1
    }
    into[index] = toValue(stored)
  }
  if (count > 0) throw new AppError('signal/missing-samples', { file, lead: name, first, count })
}
