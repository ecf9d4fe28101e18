/** 1 of 11: the table of a study -> its cases. */
import { AppError } from '@shared/errors'
import type { Study } from '@shared/study'
import type { Dataset, DatasetCase } from './dataset'
import { nearestName } from './nearest-name'
import type { OpenStudy } from './open-study'
import { openTable, type Table, type TableRow } from './open-table'

/** Opens the table and checks what the study says of it. Errors: those of openTable, table/no-column, table/no-id, table/id-twice. */
export async function openDataset({ study, tablePath }: OpenStudy): Promise<Dataset> {
  const table = await openTable(tablePath)
  for (const [key, column] of namedColumns(study)) assertColumn(table, key, column)
  const cases = table.rows.map((row) => toCase(study, row))
  assertIds(table, study, cases)
  return { tablePath, columns: table.columns, cases }
}

/** Every column that the study names, with the key that names it. */
function namedColumns({ dataset, modalities }: Study): [string, string][] {
  const { id, patient, split, label = [], subgroups } = dataset
  const optional = [
    ['dataset.patient', patient],
    ['dataset.split', split],
  ] as const
  return [
    ['dataset.id', id],
    ...optional.flatMap(([key, column]) =>
      column === undefined ? [] : [[key, column] satisfies [string, string]],
    ),
    ...label.map((column): [string, string] => ['dataset.label', column]),
    ...subgroups.map((column): [string, string] => ['dataset.subgroups', column]),
    ...modalities.flatMap((modality): [string, string][] =>
      modality.kind === 'tabular'
        ? modality.attributes.map(({ name, column }) => [
            `modalities.${modality.name}.attributes.${name}`,
            column ?? name,
          ])
        : [[`modalities.${modality.name}.source.column`, modality.source.column]],
    ),
  ]
}

function assertColumn({ columns, fileName }: Table, key: string, column: string): void {
  if (columns.includes(column)) return
  const nearest = nearestName(column, columns)
  throw new AppError('table/no-column', { file: fileName, key, column, nearest, columnCount: columns.length })
}

function toCase({ dataset }: Study, { cells, line }: TableRow): DatasetCase {
  const cell = (column: string | undefined): string | null => {
    const text = column === undefined ? '' : (cells[column] ?? '').trim()
    return text === '' ? null : text
  }
  return {
    caseId: cell(dataset.id) ?? '',
    patient: cell(dataset.patient),
    split: cell(dataset.split),
    labels: (dataset.label ?? []).map((column) => cell(column) ?? ''),
    cells,
    line,
  }
}

function assertIds({ fileName }: Table, { dataset }: Study, cases: readonly DatasetCase[]): void {
  const lineOf = new Map<string, number>()
  for (const { caseId, line } of cases) {
    if (caseId === '') throw new AppError('table/no-id', { file: fileName, line, column: dataset.id })
    const before = lineOf.get(caseId)
    if (before !== undefined) {
      throw new AppError('table/id-twice', { file: fileName, line, before, column: dataset.id })
    }
    lineOf.set(caseId, line)
  }
}
