/** The order in which the cases of a run come. */
import type { RunSettings } from '@shared/study'
import type { DatasetCase } from '../dataset/dataset'
import { groupByPatient } from '../dataset/patient-key'
import { createRandom } from '../maskers/random'

/**
 * Leaves the order of the table, or, for an adaptive run, draws the patients in an order that the seed alone decides
 * (method.md section 6); the cases of a patient stay together, in table order.
 */
export function toRunOrder(
  cases: readonly DatasetCase[],
  { adaptive, seed }: Pick<RunSettings, 'adaptive' | 'seed'>,
): readonly DatasetCase[] {
  if (adaptive === null) return cases
  const random = createRandom(seed, 'order')
  const left = groupByPatient(cases)
  const drawn: DatasetCase[] = []
  while (left.length > 0) {
    const place = Math.floor(random() * left.length)
    drawn.push(...(left[place] ?? []))
    // The last takes the place of the drawn one: no need to move all behind it.
    const last = left.pop()
    if (place < left.length && last !== undefined) left[place] = last
  }
  return drawn
}
