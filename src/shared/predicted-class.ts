/** The output that a case predicts: whose direction is shown where one figure is (method.md section 4). */
import type { StudyOutputs } from './study'

/**
 * Index of the largest output of a classifier, or of the only output. Null where several outputs have no common scale (regression,
 * survival): none of them is the predicted one.
 */
export function predictedClass(
  output: readonly number[],
  { kind }: Pick<StudyOutputs, 'kind'>,
): number | null {
  if (output.length === 1) return 0
  return kind === 'multi-class' || kind === 'multi-label' ? argMax(output) : null
}

/** Index of the largest value, the first of several. */
export function argMax(row: readonly number[]): number {
  return row.reduce(
    (best, value, index) => (value > (row[best] ?? Number.NEGATIVE_INFINITY) ? index : best),
    0,
  )
}

/** From where on a label of a multi-label model is on; in logit space a threshold on the probability is the logit of it. */
export function labelThreshold({
  threshold,
  space,
  activation,
}: Pick<StudyOutputs, 'threshold' | 'space' | 'activation'>): number {
  return space === 'logit' && activation === 'sigmoid' ? Math.log(threshold / (1 - threshold)) : threshold
}
