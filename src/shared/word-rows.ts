/** The words of a cohort as a table: how much they matter, and in which direction for which output. */
import type { WordContribution } from './contribution'

/** More outputs than these have no column of their own; the JSON result has them all. */
export const shownOutputs = 4

/** A mean that is this much smaller than the mean change is the rounding of the model. */
const roundingShare = 1e-5

export interface WordTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One row per word. A direction is always that of a named output: of each, and of the one that its cases predict. */
export function toWordTable(words: readonly WordContribution[], outputNames: readonly string[]): WordTable {
  const named = outputNames.length <= shownOutputs ? outputNames : []
  const hasPredicted = outputNames.length > 1 && words.some(({ signedPredicted }) => signedPredicted !== null)
  return {
    head: [
      'word',
      'times',
      'mean change',
      ...named.map((name) => `for ${name}`),
      ...(hasPredicted ? ['for the predicted output'] : []),
    ],
    rows: words.map((one) => [
      one.word,
      String(one.occurrences),
      figure(one.meanDifference),
      ...named.map((_, index) => direction(one, one.signedPerClass[index] ?? 0)),
      ...(hasPredicted ? [predictedCell(one, outputNames)] : []),
    ]),
  }
}

/** What the directions mean, and what a cohort mean of them hides. */
export const wordTableNote =
  'Mean change: over occurrences and outputs. The other columns: mean of original minus masked output; above 0 masking the word lowers that ' +
  'output, so the word speaks for it. The predicted output is that of each case; named is the one that most occurrences have.'

function predictedCell(one: WordContribution, outputNames: readonly string[]): string {
  if (one.signedPredicted === null) return '-'
  const value = direction(one, one.signedPredicted)
  const most = Math.max(...one.predictedIn)
  if (value === '0' || most <= 0) return value
  const name = outputNames[one.predictedIn.indexOf(most)] ?? ''
  return most === one.occurrences
    ? `${value} (${name})`
    : `${value} (${name} in ${most} of ${one.occurrences})`
}

/** A mean that is the rounding of the model is 0. */
export function direction(
  { meanDifference }: Pick<WordContribution, 'meanDifference'>,
  value: number,
): string {
  return Math.abs(value) < roundingShare * meanDifference ? '0' : figure(value)
}

function figure(value: number): string {
  return value === 0 ? '0' : value.toPrecision(3)
}
