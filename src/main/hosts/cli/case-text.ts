/** One case of a run as tables for the terminal. */
import type { CaseContribution, PartDifferences } from '@shared/contribution'
import { labelWords } from '@shared/words/label-words'
import { gridParts, partNames } from '@shared/part'
import { timeWindows } from '@shared/recording'
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
    ...jointTable(one, outputNames),
  ].join('\n\n')
}

function jointTable({ joint }: CaseContribution, outputNames: readonly string[]): string[] {
  if (joint.length === 0) return []
  const rows = joint.map(({ name, signed }) => [name, ...signed.map((value) => value.toPrecision(3))])
  return [
    `Sets of parts (original minus occluded output)\n${toTable(['masked at once', ...outputNames], rows)}`,
  ]
}

function partTable(one: PartDifferences, outputNames: readonly string[]): string {
  const { modality, signed } = one
  const { head, rows: named } = namedParts(one)
  const size = (row: readonly number[]): number => row.reduce((sum, value) => sum + Math.abs(value), 0)
  const strongest = [...signed.entries()].toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, shownParts)
  const rows = strongest.map(([part, row]) => [
    ...(named[part] ?? [String(part)]),
    ...row.map((value) => value.toPrecision(3)),
  ])
  return `Strongest parts of ${modality} (original minus occluded output)\n${toTable([...head, ...outputNames], rows)}`
}

/** What tells the parts apart: a name, or lead, start and length of a window. */
function namedParts({ layout, recording }: PartDifferences): {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
} {
  const windows = recording === undefined ? null : timeWindows(layout, recording)
  const [first] = windows ?? []
  if (windows !== null && first !== undefined) {
    return {
      head: ['lead', `start (${first.unit})`, `length (${first.unit})`],
      rows: windows.map(({ lead, start, length }) => [lead ?? 'all', String(start), String(length)]),
    }
  }
  const names =
    layout.kind === 'grid'
      ? gridParts(layout).map(({ offset }) => `at ${offset.join(', ')}`)
      : partNames(layout)
  return { head: ['part'], rows: names.map((name) => [name]) }
}
