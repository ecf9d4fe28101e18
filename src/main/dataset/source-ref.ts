/** Where the value of one modality of one case lies. Names and paths only, no pixels. */
import { dirname, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { descriptionOf, type CellPath } from '@shared/kinds'
import type { StudyModality } from '@shared/study'
import type { DatasetCase } from './dataset'
import type { OpenStudy } from './open-study'

export type SourceRef =
  | { readonly lies: 'in-file'; readonly path: string; readonly labels?: string }
  | { readonly lies: 'in-cell'; readonly text: string }
  | { readonly lies: 'in-row'; readonly cells: Readonly<Record<string, string>> }

/** Finds the source of a modality in the row of a case; paths start at the table's folder, or at `folder` of the study. Errors: table/no-cell. */
export function sourceRef(open: OpenStudy, modality: StudyModality, datasetCase: DatasetCase): SourceRef {
  const place = descriptionOf(modality).place(modality)
  if (place.lies === 'in-row') return { lies: place.lies, cells: datasetCase.cells }
  const cellIn = (column: string): string => cellOf(modality.name, column, datasetCase)
  // Blanks and line breaks at the ends are tokens of a text; around a path they are slips.
  if (place.lies === 'in-cell') return { lies: place.lies, text: cellIn(place.column) }
  const pathOf = ({ column, folder, suffix = '' }: CellPath): string =>
    resolve(sourceFolder(open, folder), cellIn(column).trim() + suffix)
  const ref = { lies: place.lies, path: pathOf(place) }
  return place.labels === undefined ? ref : { ...ref, labels: pathOf(place.labels) }
}

/** The files of a source: its own, and its label map. */
export function filesOf(ref: SourceRef): readonly string[] {
  if (ref.lies !== 'in-file') return []
  return ref.labels === undefined ? [ref.path] : [ref.path, ref.labels]
}

function sourceFolder({ folder, tablePath }: OpenStudy, given: string | undefined): string {
  return given === undefined ? dirname(tablePath) : resolve(folder, given)
}

/** The cell as the table has it. */
function cellOf(modality: string, column: string, { caseId, cells, line }: DatasetCase): string {
  const cell = cells[column] ?? ''
  if (cell.trim() === '') throw new AppError('table/no-cell', { caseId, modality, column, line })
  return cell
}
