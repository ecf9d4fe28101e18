/** Median and mode over cases, which need every value. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { modeOfSorted } from '../tensors/column-statistics'
import type { CohortModality, ValueAccumulator } from './cohort-accumulator'

/** 512 MiB of float32. */
const valueLimit = 2 ** 27

/**
 * Creates the median or mode per element. The mode of joint columns is taken over all of them at once, so that a one-hot
 * attribute becomes its most frequent level. Errors: masker/cohort-too-large above 2^27 values.
 */
export function createRankAccumulator(
  replacement: 'cohort-median' | 'cohort-mode',
  modality: CohortModality,
): ValueAccumulator {
  const cases: Float32Array[] = []
  return {
    add: (values) => {
      const kept = values.length * (cases.length + 1)
      if (kept > valueLimit) {
        throw new AppError('masker/cohort-too-large', {
          modality: modality.name,
          replacement,
          values: kept,
          limit: valueLimit,
        })
      }
      cases.push(values)
    },
    finish: () => {
      if (replacement === 'cohort-mode' && modality.jointColumns !== null) {
        return jointMode(cases, modality.jointColumns)
      }
      return perElement(cases, replacement === 'cohort-median' ? medianOfSorted : modeOfSorted)
    },
  }
}

function perElement(
  cases: readonly Float32Array[],
  statistic: (sorted: Float32Array) => number,
): Float32Array {
  const column = new Float32Array(cases.length)
  return Float32Array.from({ length: at(cases, 0).length }, (_, element) => {
    cases.forEach((values, index) => {
      column[index] = values[element] ?? Number.NaN
    })
    return statistic(column.sort())
  })
}

function medianOfSorted(sorted: Float32Array): number {
  const low = at(sorted, Math.floor((sorted.length - 1) / 2))
  const high = at(sorted, Math.floor(sorted.length / 2))
  return (low + high) / 2
}

/** Counts whole rows of columns; the row seen first wins a tie. */
function jointMode(cases: readonly Float32Array[], groups: readonly (readonly number[])[]): Float32Array {
  const mode = new Float32Array(at(cases, 0).length)
  for (const columns of groups) {
    const counts = new Map<string, { count: number; values: Float32Array }>()
    for (const values of cases) {
      const key = columns.map((column) => values[column]).join()
      const found = counts.get(key) ?? { count: 0, values }
      found.count += 1
      counts.set(key, found)
    }
    const [best] = [...counts.values()].sort((a, b) => b.count - a.count)
    for (const column of columns) mode[column] = best?.values[column] ?? Number.NaN
  }
  return mode
}
