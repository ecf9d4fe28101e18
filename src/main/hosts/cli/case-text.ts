/** One case of a run as tables for the terminal. */
import type { CaseContribution, PartDifferences } from '@shared/contribution'
import { labelWords } from '@shared/words/label-words'
import { gridParts, partNames } from '@shared/part'
import { toTable } from './table'

const shownParts = 12

/** Label, outputs, contributions, and the strongest parts of every modality, with the signed difference per output. */
export function toCaseText(
  one: CaseContribution,
  outputNames: readonly string[],
  labelNames: readonly string[],
): string {
  const truth = labelWords(one.labels, labelNames)
  const outputs = one.originalOutput.map((value, index) => [
    outputNames[index] ?? String(index),
    value.toPrecision(4),
  ])
  const shares = one.modalities.map(({ modality, contribution }) => [
    modality,
    contribution?.toFixed(3) ?? 'silent',
  ])
  return [
    `Case ${one.caseId}${one.silent ? ' (silent: no part moved an output)' : ''}`,
    ...(truth === null ? [] : [`Label (ground truth): ${truth}`]),
    toTable(['output', 'value'], outputs),
    toTable(['modality', 'm'], shares),
    ...one.modalities.map((part) => partTable(part, outputNames)),
  ].join('\n\n')
}

function partTable({ modality, layout, signed }: PartDifferences, outputNames: readonly string[]): string {
  const names =
    layout.kind === 'grid'
      ? gridParts(layout).map(({ offset }) => `at ${offset.join(', ')}`)
      : partNames(layout)
  const size = (row: readonly number[]): number => row.reduce((sum, value) => sum + Math.abs(value), 0)
  const strongest = [...signed.entries()].toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, shownParts)
  const rows = strongest.map(([part, row]) => [
    names[part] ?? String(part),
    ...row.map((value) => value.toPrecision(3)),
  ])
  return `Strongest parts of ${modality} (original minus occluded output)\n${toTable(['part', ...outputNames], rows)}`
}
