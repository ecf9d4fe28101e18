/** The labels of a modality over a cohort as a table: how much they matter, and in which direction for which output. */
import type { LabelContribution } from './contribution'
import { direction, shownOutputs } from './word-rows'

export interface LabelTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One row per label, the largest contribution first. */
export function toLabelTable(
  labels: readonly LabelContribution[],
  outputNames: readonly string[],
): LabelTable {
  const named = outputNames.length <= shownOutputs ? outputNames : []
  return {
    head: [
      ...['label', 'm', '95 % interval', 'cases', 'size', 'mean change'],
      ...named.map((name) => `for ${name}`),
    ],
    rows: labels
      .toSorted((a, b) => b.contribution - a.contribution)
      .map((one) => {
        const meanDifference =
          one.perClass.reduce((sum, value) => sum + value, 0) / Math.max(1, one.perClass.length)
        return [
          one.name,
          one.contribution.toFixed(3),
          one.interval === null ? 'none' : one.interval.map((end) => end.toFixed(3)).join(' to '),
          String(one.caseCount),
          `${Number((100 * one.sizeShare).toPrecision(2))} %`,
          meanDifference === 0 ? '0' : meanDifference.toPrecision(3),
          ...named.map((_, index) => direction({ meanDifference }, one.signedPerClass[index] ?? 0)),
        ]
      }),
  }
}

export const labelTableNote =
  'm adds up to that of the modality. Cases: those that have the label; size (share of the picture), mean change (over outputs) and directions are means over them. ' +
  'Above 0 masking the label lowers that output, so the label speaks for it.'
