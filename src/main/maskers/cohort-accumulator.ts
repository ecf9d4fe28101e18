/** Tensors of many cases -> one tensor for the cohort replacements. */
import type { StudyModality } from '@shared/study'
import { AppError } from '@shared/errors'
import type { FloatTensor } from '@shared/tensor'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { createMeanAccumulator } from './cohort-mean'
import { createRankAccumulator } from './cohort-rank'
import type { CohortTensors } from './masker'
import { floatTensor } from './part-view'
import { sameDims } from './same-dims'

/** Collects float values of equal length, case by case. */
export interface ValueAccumulator {
  readonly add: (values: Float32Array) => void
  readonly finish: () => Float32Array
}

/** Collects the tensors of one modality, case by case. */
export interface CohortAccumulator {
  readonly add: (tensors: ModalityTensors) => void
  readonly finish: () => CohortTensors
}

/** What the statistics of a cohort need to know of a modality. */
export interface CohortModality {
  readonly name: string
  /** Input of the model. */
  readonly input: string
  /** Groups of elements that belong together, such as the columns of a one-hot attribute; null where each stands for itself. */
  readonly jointColumns: readonly (readonly number[])[] | null
}

export type CohortReplacement = 'cohort-mean' | 'cohort-median' | 'cohort-mode'

/** Names the cohort statistic that a modality asks for; null when its replacement needs none. */
export function cohortReplacement(modality: StudyModality): CohortReplacement | null {
  const { kind } = modality.replacement
  return kind === 'cohort-mean' || kind === 'cohort-median' || kind === 'cohort-mode' ? kind : null
}

/**
 * Creates the collector of a cohort statistic: mean in float64 without keeping cases; median and mode keep all values.
 * Errors: masker/cohort-shape, masker/cohort-too-large, masker/no-cohort (finish without cases).
 */
export function createCohortAccumulator(
  replacement: CohortReplacement,
  modality: CohortModality,
): CohortAccumulator {
  let first: FloatTensor | null = null
  const values =
    replacement === 'cohort-mean' ? createMeanAccumulator() : createRankAccumulator(replacement, modality)
  return {
    add: (tensors) => {
      const tensor = floatTensor(tensors, modality.input)
      first ??= tensor
      if (!sameDims(tensor.dims, first.dims)) {
        throw new AppError('masker/cohort-shape', {
          modality: modality.name,
          got: tensor.dims,
          wanted: first.dims,
        })
      }
      values.add(tensor.values)
    },
    finish: () => {
      if (first === null) throw new AppError('masker/no-cohort', { modality: modality.name, replacement })
      return new Map([[modality.input, { dtype: 'float32', dims: first.dims, values: values.finish() }]])
    },
  }
}
