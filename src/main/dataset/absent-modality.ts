/** Which modalities a case does not have. */
import { descriptionOf } from '@shared/kinds'
import type { StudyModality } from '@shared/study'
import type { DatasetCase } from './dataset'

/**
 * True where the study lets cases do without the modality and this one does: the cell of its source is blank, or of a record all cells
 * of its attributes.
 */
export function isAbsent(modality: StudyModality, { cells }: Pick<DatasetCase, 'cells'>): boolean {
  if (modality.absent === 'skip') return false
  const place = descriptionOf(modality).place(modality)
  const columns = place.lies === 'in-row' ? place.columns : [place.column]
  return columns.every((column) => (cells[column] ?? '').trim() === '')
}
