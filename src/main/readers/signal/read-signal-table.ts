/** A table with one column per lead -> SignalValue. */
import { basename } from 'node:path'
import { at } from '@shared/at'
import { AppError, type ErrorData } from '@shared/errors'
import { openTable } from '../../dataset/open-table'
import { numberShape } from '../../dataset/table/number-shape'
import type { Table } from '../../dataset/table/table'
import type { SignalValue } from '../source-value'
import { chooseLeads } from './choose-leads'
import type { Lead } from './lead'
import { findLeadingColumns, type LeadingColumns } from './leading-columns'
import { findSampleNotation, isMissingSample, sampleOf, type ToPoint } from './sample-notation'
import { readTimeColumns } from './time-column'
import { toSignal } from './to-signal'

/** Units behind a name, as in "I (mV)" or "acc x [m/s^2]"; other brackets may hold anything. */
const unitBehind = /[([]\s*([munµμ]?v|m?g|m\/s(?:\^?2|²)|(?:deg|rad|°)\/s|bpm|hz|%|°c|l\/s|mmhg)\s*[)\]]\s*$/i

/**
 * Reads CSV, TSV or an Excel sheet: the first row names the leads, columns of times or counts before them are none; times give
 * the rate.
 * Errors: those of openTable, signal/no-names, signal/no-columns, signal/not-number, signal/doubtful-decimals, signal/missing-samples,
 * and those of chooseLeads and toSignal. Notices: signal/left-out, signal/times-differ, signal/time-uneven, signal/time-unit,
 * those of openTable.
 */
export async function readSignalTable(path: string, leads: readonly string[] | null): Promise<SignalValue> {
  const file = basename(path)
  const table = await openTable(path)
  if ([...table.columns, ...table.repeatedColumns].some((name) => numberShape(name) !== 'none'))
    throw new AppError('signal/no-names', { file })
  const leading = findLeadingColumns(table.columns, (column) => cellsOf(table, column))
  const columns = chosenColumns(table, leading, leads)
  checkBlankRows(table, columns)
  const toPoint = findSampleNotation(table, [...leading.times, ...columns])
  const { rateHz, notices } = readTimeColumns(file, leading.times, (column) =>
    cellsOf(table, column).map(toPoint),
  )
  return toSignal(
    {
      file,
      format: 'CSV',
      leads: columns.map((name) => toLead(table, name, toPoint)),
      sampleCount: table.rows.length,
      rateHz,
    },
    [...table.notices, ...(leads === null ? leftOut(file, leading) : []), ...notices],
  )
}

function cellsOf({ rows }: Table, column: string): readonly string[] {
  return rows.map(({ cells }) => (cells[column] ?? '').trim())
}

function leftOut(file: string, { counts, times }: LeadingColumns): ErrorData[] {
  const columns = [...counts, ...times]
  return columns.length === 0 ? [] : [{ code: 'signal/left-out', details: { file, columns } }]
}

/** A column of times that a study names is a lead, too. */
function chosenColumns(
  table: Table,
  { counts, times }: LeadingColumns,
  leads: readonly string[] | null,
): readonly string[] {
  const { fileName: file, columns } = table
  const others = new Set([...counts, ...times])
  const named = leads === null ? columns.filter((name) => !others.has(name)) : columns
  const chosen = chooseLeads(
    file,
    named.map((name) => ({ name })),
    leads,
  ).map(({ name }) => name)
  if (chosen.length === 0) throw new AppError('signal/no-columns', { file })
  return chosen
}

/** A blank row between others is a sample that is not there; cells of numbers have no line feeds. */
function checkBlankRows({ fileName: file, rows }: Table, [lead = '']: readonly string[]): void {
  const blank = rows.findIndex(({ line }, index) => index > 0 && line > (rows[index - 1]?.line ?? line) + 1)
  if (blank > 0) throw new AppError('signal/missing-samples', { file, lead, first: blank, count: 1 })
}

function toLead(table: Table, name: string, toPoint: ToPoint): Lead {
  return {
    name,
    unit: unitBehind.exec(name)?.[1] ?? '',
    fill: (into) => {
      fillColumn(into, table, name, toPoint)
    },
  }
}

function fillColumn(into: Float32Array, table: Table, name: string, toPoint: ToPoint): void {
  const { fileName: file, rows } = table
  const gaps: number[] = []
  for (const [index, { cells, line }] of rows.entries()) {
    const cell = (cells[name] ?? '').trim()
    const sample = sampleOf(toPoint(cell))
    if (sample !== null) into[index] = sample
    else if (isMissingSample(cell)) gaps.push(index)
    else throw new AppError('signal/not-number', { file, column: name, line })
  }
  if (gaps.length === 0) return
  throw new AppError('signal/missing-samples', { file, lead: name, first: at(gaps, 0), count: gaps.length })
}
