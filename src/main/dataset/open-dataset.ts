/** The tables of a study -> its cases. */
import { resolve } from 'node:path'
import { AppError } from '@shared/errors'
import type { Study } from '@shared/study'
import type { Dataset, DatasetCase } from './dataset'
import { assertColumn, joinTables } from './join-tables'
import { levelNotices } from './level-notices'
import { toNumberColumns } from './number-columns'
import type { OpenStudy } from './open-study'
import { openTable } from './open-table'
import { noteSameCells } from './table/column-cells'
import type { Table, TableOptions, TableRow } from './table/table'
import { usedColumns } from './used-columns'

/** Reads a table, from its file or from what was read of it before. */
export type ReadTable = (path: string, options: TableOptions) => Promise<Table>

/**
 * Opens the table, joins further ones and checks what the study says of them. Errors: those of openTable, toNumberColumns and
 * joinTables, table/no-column, table/column-twice, table/no-id, table/id-twice. What was noticed comes as `notices`.
 */
export async function openDataset(open: OpenStudy, readTable: ReadTable = openTable): Promise<Dataset> {
  const { study, tablePath } = open
  const table = await openTables(open, readTable)
  for (const { key, column } of usedColumns(study)) assertColumn(table, key, column)
  const cases = table.rows.map((row) => toCase(study, row))
  assertIds(table, study, cases)
  noteSameCells(cases, table.rows)
  return { tablePath, columns: table.columns, cases, notices: table.notices }
}

/** Numbers are judged table by table: each has its own file, lines and habits. */
async function openTables({ study, tablePath, folder }: OpenStudy, readTable: ReadTable): Promise<Table> {
  const { separator, sheet, id: column } = study.dataset
  let table = toStudyTable(await readTable(tablePath, { separator, sheet, column }), study)
  for (const join of study.dataset.join) {
    const { separator: between, sheet: sheetName } = join
    const options = { separator: between, sheet: sheetName, column: join.key ?? join.on }
    const other = await readTable(resolve(folder, join.table), options)
    table = joinTables(table, toStudyTable(other, study), join)
  }
  return table
}

function toStudyTable(table: Table, study: Study): Table {
  const numbers = toNumberColumns(table, study)
  return { ...numbers, notices: [...numbers.notices, ...levelNotices(table, study)] }
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

/** An id is a name for a case in lists, files and pages; a longer one is a text in the wrong column. */
const mostIdLetters = 1000

function assertIds({ fileName }: Table, { dataset }: Study, cases: readonly DatasetCase[]): void {
  const lineOf = new Map<string, number>()
  for (const { caseId, line } of cases) {
    if (caseId === '') throw new AppError('table/no-id', { file: fileName, line, column: dataset.id })
    if (caseId.length > mostIdLetters) {
      const where = { file: fileName, line, column: dataset.id }
      throw new AppError('table/long-id', { ...where, found: caseId.length, limit: mostIdLetters })
    }
    const before = lineOf.get(caseId)
    if (before !== undefined) {
      throw new AppError('table/id-twice', { file: fileName, line, before, column: dataset.id })
    }
    lineOf.set(caseId, line)
  }
}
