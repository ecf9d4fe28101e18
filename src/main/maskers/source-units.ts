/** A value in model units, traced back through the preprocessing steps to the units of the file. */
import type { Step } from '@shared/study'

/**
 * Inverts the steps that change values, last first: one number, or one per channel. Steps that move pixels leave a constant as it is.
 * Returns null when no step changes values, or a step cannot be inverted for it.
 */
export function toSourceUnits(steps: readonly Step[], value: number): number[] | null {
  const isChanged = steps.some(({ step }) => step === 'window' || step === 'scale' || step === 'normalise')
  if (!isChanged) return null
  return steps.reduceRight<number[] | null>(
    (values, step) => (values === null ? null : invertStep(step, values)),
    [value],
  )
}

function invertStep(step: Step, values: number[]): number[] | null {
  switch (step.step) {
    case 'normalise':
      return invertNormalise(step, values)
    case 'window':
      return values.map((value) => (value - 0.5) * (step.width - 1) + step.center - 0.5)
    case 'scale': {
      const [low, high] = step.from
      const [first, last] = step.to
      if (first === last) return null
      return values.map((value) => ((value - first) / (last - first)) * (high - low) + low)
    }
    case 'channels':
      return invertChannels(step.order, values)
    default:
      return values
  }
}

function invertNormalise(
  { mean, std }: Extract<Step, { step: 'normalise' }>,
  values: readonly number[],
): number[] {
  const count = Math.max(mean.length, std.length, values.length)
  const of = (numbers: readonly number[], channel: number) =>
    numbers[numbers.length === 1 ? 0 : channel] ?? NaN
  return Array.from(
    { length: count },
    (_, channel) => of(values, channel) * of(std, channel) + of(mean, channel),
  )
}

/** A grey value is the same red, green and blue; three values have one grey value only if they are equal. */
function invertChannels(order: 'grey' | 'rgb' | 'bgr', values: number[]): number[] | null {
  if (values.length === 1) return values
  if (order === 'bgr') return [...values].reverse()
  return order === 'rgb' ? values : null
}
