/** What a model predicts of a case, in words. */
import { at } from '../at'
import { argMax, labelThreshold } from '../predicted-class'
import type { StudyOutputs } from '../study'
import { labelText, labelWords } from './label-words'
import { plainWords } from './number-words'

/** squamous 0.618; of several labels those that are on; of several figures without a common scale how many there are. */
export function predictionWords(output: readonly number[], outputs: StudyOutputs): string {
  const { kind, names } = outputs
  const named = (index: number): string => `${names[index] ?? index} ${plainWords(at(output, index), 3)}`
  if (kind === 'multi-class') return named(argMax(output))
  if (kind === 'multi-label') {
    const limit = labelThreshold(outputs)
    const on = [...output.keys()].filter((index) => at(output, index) >= limit)
    if (on.length === 0) return `none (from ${plainWords(limit, 2)} on)`
    return on.map((index) => (on.length === 1 ? named(index) : (names[index] ?? String(index)))).join(', ')
  }
  return output.length === 1 ? named(0) : `${output.length} values`
}

/**
 * The ground truth as briefly as the prediction: the outputs that are true, where the labels say so of each; else the labels as they
 * stand in the table. Null for a study without labels.
 */
export function truthWords(
  truth: readonly (boolean | null)[],
  labels: readonly string[],
  labelNames: readonly string[],
  { names }: Pick<StudyOutputs, 'names'>,
): string | null {
  if (truth.length > 0 && truth.every((one) => one !== null)) {
    const on = names.filter((_, index) => truth[index] === true)
    return on.length === 0 ? 'none' : on.join(', ')
  }
  return labels.length === 1 ? labelText(labels[0]) : labelWords(labels, labelNames)
}

/** True where outputs are probabilities, which a bar from 0 to 1 shows; others have a bar about 0 each. */
export function areProbabilities(
  output: readonly number[],
  { kind, space }: Pick<StudyOutputs, 'kind' | 'space'>,
): boolean {
  const isClassifier = kind === 'multi-class' || kind === 'multi-label'
  return isClassifier && space === 'output' && output.every((value) => value >= 0 && value <= 1)
}
