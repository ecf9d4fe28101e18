/** Which modalities a case does not have. */
import type { StudyModality } from '@shared/study'
import type { DatasetCase } from './dataset'

/**
 * True where the study lets cases do without the modality and this one does: the cell of its source is blank, or of a record all cells
 * of its attributes.
 */
export function isAbsent(modality: StudyModality, { cells }: Pick<DatasetCase, 'cells'>): boolean {
  if (modality.absent === 'skip') return false
  const columns =
    modality.kind === 'tabular'
      ? modality.attributes.map(({ column, name }) => column ?? name)
      : [modality.source.column]
  return columns.every((column) => (cells[column] ?? '').trim() === '')
}
