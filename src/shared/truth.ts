/** Ground truth against outputs: which output a label means, as far as its words say so. Nothing is guessed. */
import { argMax, labelThreshold } from './predicted-class'
import type { StudyOutputs } from './study'

/** Cells that say yes or no of the output that their column is called after. */
const yes = new Set(['1', 'true', 'yes'])
const no = new Set(['0', 'false', 'no'])

const plain = (text: string): string => text.trim().toLowerCase()

/**
 * Whether each output is true of the case [C]; null where the labels do not say. A label says so by the name of an output in the cell of
 * a multi-class study, or by 0 or 1 (no, yes; false, true) in a column that is called as an output.
 */
export function truthOfOutputs(
  labels: readonly string[],
  labelNames: readonly string[],
  { kind, names }: Pick<StudyOutputs, 'kind' | 'names'>,
): (boolean | null)[] {
  const unknown = names.map(() => null)
  if (kind === 'multi-class') {
    const named = labels.flatMap((label) => {
      const index = names.findIndex((name) => plain(name) === plain(label))
      return index === -1 ? [] : [index]
    })
    return named.length === 1 ? names.map((_, index) => index === named[0]) : unknown
  }
  if (kind !== 'multi-label') return unknown
  return names.map((name) => {
    const column = labelNames.findIndex((one) => plain(one) === plain(name))
    const cell = plain(labels[column] ?? '')
    return yes.has(cell) ? true : no.has(cell) ? false : null
  })
}

/** Whether the prediction is what the labels say; null where they do not say all of it and nothing contradicts. */
export function judgePrediction(
  output: readonly number[],
  truth: readonly (boolean | null)[],
  outputs: StudyOutputs,
): 'right' | 'wrong' | null {
  if (outputs.kind === 'multi-class') {
    const is = truth[argMax(output)] ?? null
    return is === null ? null : is ? 'right' : 'wrong'
  }
  if (outputs.kind !== 'multi-label') return null
  const limit = labelThreshold(outputs)
  const isWrong = output.some((value, index) => (truth[index] ?? null) === !(value >= limit))
  if (isWrong) return 'wrong'
  return truth.length > 0 && truth.every((one) => one !== null) ? 'right' : null
}
