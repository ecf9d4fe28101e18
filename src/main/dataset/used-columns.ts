/** Which columns of the table a study names, and with which key. */
import { descriptionOf, type UsedColumn } from '@shared/kinds'
import type { Study } from '@shared/study'

/** Lists every column that the study names, joined tables included. */
export function usedColumns({ dataset, modalities }: Study): UsedColumn[] {
  const { id, patient, split, label = [], subgroups } = dataset
  const words = (key: string, columns: readonly (string | undefined)[]): UsedColumn[] =>
    columns.flatMap((column) => (column === undefined ? [] : [{ key, column, isNumber: false }]))
  return [
    ...words('dataset.id', [id]),
    ...words('dataset.patient', [patient]),
    ...words('dataset.split', [split]),
    ...words('dataset.label', label),
    ...words('dataset.subgroups', subgroups),
    ...modalities.flatMap((modality) => descriptionOf(modality).columns(modality)),
  ]
}

/** Columns whose cells must stay word for word, because something reads them as a name, a level, a path or a text. */
export function textColumns(study: Study): ReadonlySet<string> {
  return new Set(usedColumns(study).flatMap(({ column, isNumber }) => (isNumber ? [] : [column])))
}
