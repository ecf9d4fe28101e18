/** Does a record belong to its run: its modalities, its outputs, one row for every part? */
import { partCount } from '@shared/part'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import type { RunManifest } from '@shared/run'
import type { LogPlace } from './log-form'
import type { RunRecord } from './run-record'
import { wrongRecord } from './scan-log'

type Expected = Pick<RunManifest, 'modalities' | 'outputs' | 'grounding'>

/** Errors: run/bad-record, with the key that does not fit. */
export function assertFits(place: LogPlace, expected: Expected, record: RunRecord): void {
  if (record.record === 'skipped') return
  const key = findMisfit(record.outputs, expected)
  if (key !== null) throw wrongRecord(place, `case ${record.outputs.caseId}`, key)
}

function findMisfit(
  { originalOutput, modalities, grounding = [] }: CaseOutputs,
  expected: Expected,
): string | null {
  const width = expected.outputs.names.length
  if (originalOutput.length !== width) return 'outputs.originalOutput'
  if (modalities.length !== expected.modalities.length) return 'outputs.modalities'
  const wrong = modalities.findIndex(
    (one, index) => one.modality !== expected.modalities[index]?.name || !hasRows(one, width),
  )
  if (wrong >= 0) return `outputs.modalities.${wrong}`
  return hasControls(grounding, expected) ? null : 'outputs.grounding'
}

/** One entry for every label that the study looks at. */
function hasControls(
  stored: NonNullable<CaseOutputs['grounding']>,
  { grounding, outputs }: Expected,
): boolean {
  const width = outputs.names.length
  return (
    stored.length === grounding.length &&
    stored.every(({ elsewhere, other }) =>
      [...elsewhere, ...(other === null ? [] : [other])].every((row) => row.length === width),
    )
  )
}

function hasRows({ layout, occludedOutput, wholeOutput }: ModalityOutputs, width: number): boolean {
  const isRow = (row: readonly number[]): boolean => row.length === width
  return occludedOutput.length === partCount(layout) && occludedOutput.every(isRow) && isRow(wholeOutput)
}
