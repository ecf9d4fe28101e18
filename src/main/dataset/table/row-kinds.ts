/** Which rows of a table are titles, the header, cases, or a footer. */
import { AppError, type ErrorData } from '@shared/errors'
import { numberShape } from './number-shape'
import { isSummaryName } from './summary-words'
import type { RawRow } from './table'

export interface SortedRows {
  readonly header: RawRow | null
  readonly body: readonly RawRow[]
  readonly notices: readonly ErrorData[]
}

/** Above these many rows nobody writes a title. */
const mostTitles = 20
const pages = /^(seite|page|blatt|sheet)\s*\d+(\s*(von|of|\/)\s*\d+)?$/i

/**
 * Sorts the rows that are not blank; titles above the header and what stands below the cases are noticed. `wanted` is a column that the
 * header has, usually the id. Errors: table/subtotal for a sum between the cases.
 */
export function sortRows(all: readonly RawRow[], file: string, wanted?: string): SortedRows {
  const rows = all.filter((row) => !isBlank(row))
  const at = headerIndex(rows, wanted)
  const header = rows[at] ?? null
  const below = rows.slice(at + 1)
  const id = header === null || wanted === undefined ? -1 : indexOf(header, wanted)
  const footer = header === null ? [] : footerOf(below, gaps(all), countFilled(header), id)
  const body = below.slice(0, below.length - footer.length)
  const subtotal = id < 0 ? undefined : body.find((row) => isSum(row, id))
  if (subtotal !== undefined) throw new AppError('table/subtotal', { file, line: subtotal.line })
  return { header, body, notices: rowNotices(rows.slice(0, at), header, footer, file) }
}

/** True for a row of nothing but blanks. */
export function isBlank({ values }: RawRow): boolean {
  return values.every((value) => value.trim() === '')
}

/** The first row; or the first that has the wanted column; or, where titles of one cell stand above, the first with several words. */
function headerIndex(rows: readonly RawRow[], wanted: string | undefined): number {
  const first = rows[0]
  if (first === undefined || (wanted !== undefined && has(first, wanted))) return 0
  const upper = rows.slice(0, mostTitles)
  const named = wanted === undefined ? -1 : upper.findIndex((row) => has(row, wanted) && isHeader(row))
  if (named >= 0) return named
  const wide = upper.findIndex((row) => countFilled(row) > 1)
  const row = rows[wide]
  return row !== undefined && isHeader(row) ? wide : 0
}

function has(row: RawRow, name: string): boolean {
  return indexOf(row, name) >= 0
}

function indexOf({ values }: RawRow, name: string): number {
  return values.findIndex((value) => value.trim() === name)
}

/** Words, each once, and no number. */
function isHeader({ values }: RawRow): boolean {
  const names = values.map((value) => value.trim()).filter((value) => value !== '')
  return new Set(names).size === names.length && names.every((name) => numberShape(name) === 'none')
}

function countFilled({ values }: RawRow): number {
  return values.filter((value) => value.trim() !== '').length
}

/** Rows that stand right below a blank row. */
function gaps(all: readonly RawRow[]): ReadonlySet<RawRow> {
  return new Set(
    all.filter((_, index) => {
      const before = all[index - 1]
      return before !== undefined && isBlank(before)
    }),
  )
}

/** The rows at the end that are sums or page numbers, or stand below a blank row and are too short or fill one cell of many. */
function footerOf(
  rows: readonly RawRow[],
  belowBlank: ReadonlySet<RawRow>,
  width: number,
  id: number,
): readonly RawRow[] {
  let from = rows.length
  for (const [index, row] of [...rows.entries()].reverse()) {
    const isNamed = isSum(row, id) || isPage(row)
    if (!isNamed && !isNote(row, width)) break
    if (isNamed || belowBlank.has(row)) from = index
  }
  return rows.slice(from)
}

function isNote(row: RawRow, width: number): boolean {
  return (width > 1 && row.values.length < width) || (width > 2 && countFilled(row) === 1)
}

/** Judged by the id, or where that is empty or not known by the first cell that is filled. */
function isSum({ values }: RawRow, id: number): boolean {
  const cells = values.map((value) => value.trim())
  const named = cells[id] ?? ''
  return isSummaryName(named === '' ? (cells.find((cell) => cell !== '') ?? '') : named)
}

function isPage(row: RawRow): boolean {
  return countFilled(row) === 1 && row.values.some((value) => pages.test(value.trim()))
}

function rowNotices(
  titles: readonly RawRow[],
  header: RawRow | null,
  footer: readonly RawRow[],
  file: string,
): ErrorData[] {
  const line = footer[0]?.line
  return [
    ...(titles.length === 0 || header === null
      ? []
      : [{ code: 'table/title-rows', details: { file, line: header.line, count: titles.length } } as const]),
    ...(line === undefined
      ? []
      : [{ code: 'table/footer', details: { file, line, count: footer.length } } as const]),
  ]
}
