/** What is told of one part where it is pointed at: its name and value beside what masking it does. */
import { at } from '@shared/at'
import type { PartDifferences } from '@shared/contribution'
import { shownPartNames } from '@shared/words/part-words'
import { partEffects, type PartEffect } from '@shared/words/masking-words'
import { effectDecimals, plainWords, signedWords } from '@shared/words/number-words'
import { flipWords } from '@shared/words/part-words'
import type { MapProps } from './kind'

export interface PartFigures extends PartEffect {
  readonly name: string
  readonly valueWords: string
  /** the prediction becomes adenocarcinoma, 0.484 */
  readonly flip: string | null
}

/** One value per part: with its direction where one output was chosen, else as `values` has it. */
export function signedValues(
  { signed }: Pick<PartDifferences, 'signed'>,
  values: readonly number[],
  { chosen }: Pick<MapProps['facts'], 'chosen'>,
): readonly number[] {
  return chosen === null ? values : signed.map((row) => at(row, chosen))
}

/** The figures of all parts, in their order. */
export function partFigures({
  part,
  values,
  outputs,
  facts,
}: Pick<MapProps, 'part' | 'values' | 'outputs' | 'facts'>): PartFigures[] {
  const names = shownPartNames(part.layout, part.recording)
  const decimals = effectDecimals(facts.limits.get(part.modality) ?? 0)
  return partEffects(part, signedValues(part, values, facts), outputs).map((effect, index) => ({
    ...effect,
    name: at(names, index),
    valueWords:
      facts.chosen === null ? plainWords(effect.value, decimals) : signedWords(effect.value, decimals),
    flip: flipWords(facts.originalOutput, at(part.signed, index), facts.outputs),
  }))
}
