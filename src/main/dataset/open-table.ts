/** 1 of 11: a CSV or TSV file -> its header and rows. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { AppError } from '@shared/errors'

export interface TableRow {
  readonly cells: Readonly<Record<string, string>>
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
}

export interface Table {
  readonly fileName: string
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

/** A table of cases is small; anything beyond this is the wrong file. */
const limitBytes = 256 * 1024 * 1024

const separators = ['\t', ';', ',']

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Reads a table with a header row. UTF-8 with or without BOM; comma, semicolon or tab, whichever the header has most of;
 * quoted line feeds. Errors: table/not-found, table/not-utf8, table/malformed, table/row-length, table/header, table/empty, file/too-large.
 */
export async function openTable(path: string): Promise<Table> {
  const fileName = basename(path)
  const refuse = (cause: unknown): never => {
    throw new AppError('table/not-found', { file: fileName }, { cause })
  }
  const { size: sizeBytes } = await stat(path).catch(refuse)
  if (sizeBytes > limitBytes) throw new AppError('file/too-large', { file: fileName, sizeBytes, limitBytes })
  const bytes = await readFile(path).catch(refuse)
  return parseTable(decode(bytes, fileName), fileName)
}

/** Parses the text of a table. Errors: those of openTable. */
export function parseTable(text: string, fileName: string): Table {
  const all = parseRows(text, fileName)
  const first = all.findIndex(({ record }) => !isBlank(record))
  const header = all[first]
  const body = all.slice(first + 1)
  if (header === undefined) throw new AppError('table/empty', { file: fileName })
  const columns = header.record.map((name) => name.trim())
  checkHeader(columns, fileName)
  let line = header.info.lines + 1
  const rows = body.flatMap(({ record, info }) => {
    const start = line
    line = info.lines + 1
    if (isBlank(record)) return []
    if (record.length !== columns.length) {
      throw new AppError('table/row-length', {
        file: fileName,
        line: start,
        found: record.length,
        wanted: columns.length,
      })
    }
    const cells = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']))
    return [{ cells, line: start }]
  })
  return { fileName, columns, rows }
}

/** An empty line of the file, kept by the parser so that the lines after it count right. */
function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === ''
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('table/not-utf8', { file }, { cause })
  }
}

function parseRows(text: string, file: string): ParsedRow[] {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
    })
    return rows as ParsedRow[]
  } catch (cause) {
    const line =
      cause instanceof Error && 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1
    throw new AppError('table/malformed', { file, line }, { cause })
  }
}

/** The separator that the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const firstLine = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = separators.map((one) => firstLine.split(one).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}

function checkHeader(columns: readonly string[], file: string): void {
  const empty = columns.indexOf('')
  if (empty >= 0) throw new AppError('table/header', { file, problem: `column ${empty + 1} has no name` })
  const twice = columns.find((name, index) => columns.indexOf(name) < index)
  if (twice !== undefined)
    throw new AppError('table/header', { file, problem: `two columns are named ${twice}` })
}
