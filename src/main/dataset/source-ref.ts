/** Where the value of one modality of one case lies. Names and paths only, no pixels. */
import { dirname, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import type { StudyModality, VolumeModality } from '@shared/study'
import type { DatasetCase } from './dataset'
import type { OpenStudy } from './open-study'

export type SourceRef =
  | { readonly kind: 'image'; readonly path: string; readonly ignoresDicomdir?: true }
  | {
      readonly kind: 'volume'
      readonly path: string
      readonly series: string | null
      /** 1-based; absent asks for the only one. */
      readonly timePoint?: number
      /** The files of a folder are those that lie in it, whatever its DICOMDIR lists. */
      readonly ignoresDicomdir?: true
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'text-file'; readonly path: string }
  | { readonly kind: 'record'; readonly cells: Readonly<Record<string, string>> }

/** Finds the source of a modality in the row of a case; paths start at the table's folder, or at `folder` of the study. Errors: table/no-cell. */
export function sourceRef(open: OpenStudy, modality: StudyModality, datasetCase: DatasetCase): SourceRef {
  switch (modality.kind) {
    case 'tabular':
      return { kind: 'record', cells: datasetCase.cells }
    case 'text': {
      const cell = cellOf(modality, datasetCase)
      // Blanks and line breaks at the ends are tokens of a text; around a path they are slips.
      if (modality.source.as === 'text') return { kind: 'text', text: cell }
      return { kind: 'text-file', path: resolve(sourceFolder(open, modality.source.folder), cell.trim()) }
    }
    case 'image':
    case 'volume': {
      const { folder, suffix = '' } = modality.source
      const path = resolve(sourceFolder(open, folder), cellOf(modality, datasetCase).trim() + suffix)
      const ref: SourceRef = modality.kind === 'image' ? { kind: 'image', path } : volumeRef(modality, path)
      return modality.source.dicomdir === 'ignore' ? { ...ref, ignoresDicomdir: true } : ref
    }
  }
}

function volumeRef({ source: { series, timePoint } }: VolumeModality, path: string) {
  const ref = { kind: 'volume' as const, path, series: series ?? null }
  return timePoint === undefined ? ref : { ...ref, timePoint }
}

function sourceFolder({ folder, tablePath }: OpenStudy, given: string | undefined): string {
  return given === undefined ? dirname(tablePath) : resolve(folder, given)
}

/** The cell as the table has it. */
function cellOf(
  modality: Exclude<StudyModality, { kind: 'tabular' }>,
  { caseId, cells, line }: DatasetCase,
): string {
  const { column } = modality.source
  const cell = cells[column] ?? ''
  if (cell.trim() === '')
    throw new AppError('table/no-cell', { caseId, modality: modality.name, column, line })
  return cell
}
