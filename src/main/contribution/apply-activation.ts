/** Logits -> probabilities, in float64 (method.md section 3). */
import type { Activation } from '@shared/study'

/** Applies the activation to one row of outputs [C] and returns a new row. */
export function applyActivation(row: readonly number[], activation: Activation): number[] {
  switch (activation) {
    case 'none':
      return [...row]
    case 'sigmoid':
      return row.map(sigmoid)
    case 'softmax':
      return softmax(row)
  }
}

function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit))
  const small = Math.exp(logit)
  return small / (1 + small)
}

/** Shifted by the largest logit, so that nothing overflows. */
function softmax(row: readonly number[]): number[] {
  const largest = Math.max(...row)
  const powers = row.map((logit) => Math.exp(logit - largest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}
