/** Replacements cohort-mean, cohort-median and cohort-mode. */
import { AppError } from '@shared/errors'
import type { CohortTensors } from '../masker'
import type { NumericReplacement } from '../part-view'
import { sameDims } from '../same-dims'

/**
 * Creates the replacement by a statistic over the dataset, element by element (method.md section 2).
 * Errors: masker/no-cohort when made; masker/cohort-shape when a case has another shape.
 */
export function createCohortValue(
  cohort: CohortTensors | null,
  { modality, replacement }: { readonly modality: string; readonly replacement: string },
): NumericReplacement {
  if (cohort === null) throw new AppError('masker/no-cohort', { modality, replacement })
  return ({ input, original }) => {
    const statistic = cohort.get(input)
    if (statistic?.dtype !== 'float32') throw new AppError('masker/no-cohort', { modality, replacement })
    if (!sameDims(statistic.dims, original.dims)) {
      throw new AppError('masker/cohort-shape', { modality, got: original.dims, wanted: statistic.dims })
    }
    return (index) => statistic.values[index] ?? Number.NaN
  }
}
