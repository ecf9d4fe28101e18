/** 1 of 11: a look at the XML of a sheet: how large it claims to be, and what the values alone do not show. */
import { xmlAttribute, xmlTags, type XmlTag } from './xml-tags'

export interface SheetScan {
  /** Last row and column that hold a value. */
  readonly rowCount: number
  readonly columnCount: number
  /** Cells such as #N/A and #DIV/0!. */
  readonly errorCount: number
  /** Formulas whose result was not saved with them. */
  readonly openFormulaCount: number
  readonly mergedCount: number
}

/** The largest sheet that Excel has. */
const mostRows = 1_048_576
const mostColumns = 16_384

interface Cell {
  readonly isError: boolean
  readonly row: number
  readonly column: number
  hasFormula: boolean
  hasValue: boolean
}

type Counts = { -readonly [Key in keyof SheetScan]: SheetScan[Key] }

/** Counts rows, columns and notable cells. Throws a plain Error for an address that no sheet has, or none. */
export function scanSheet(xml: string): SheetScan {
  const counts: Counts = { rowCount: 0, columnCount: 0, errorCount: 0, openFormulaCount: 0, mergedCount: 0 }
  let cell: Cell | null = null
  for (const tag of xmlTags(xml)) {
    if (tag.name === 'row' && !tag.isEnd) assertRow(xmlAttribute(tag, 'r'))
    if (tag.name === 'mergeCell' && !tag.isEnd) counts.mergedCount += 1
    if (tag.name === 'c') cell = tag.isEnd ? closeCell(cell, counts) : openCell(tag)
    if (cell !== null) lookInside(cell, tag)
  }
  return counts
}

function lookInside(cell: Cell, { name, isEnd, attributes }: XmlTag): void {
  if (name === 'f') cell.hasFormula = true
  if ((name === 'v' || name === 'is') && !isEnd && !attributes.endsWith('/')) cell.hasValue = true
}

function assertRow(row: string | null): void {
  if (row !== null && !isWithin(Number(row), mostRows)) throw new Error('no row of a sheet')
}

function openCell(tag: XmlTag): Cell | null {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(xmlAttribute(tag, 'r') ?? '') ?? []
  const row = Number(digits)
  const column = Buffer.from(letters ?? '').reduce((sum, letter) => sum * 26 + letter - 64, 0)
  if (!isWithin(row, mostRows) || !isWithin(column, mostColumns)) throw new Error('no cell of a sheet')
  const isError = xmlAttribute(tag, 't') === 'e'
  return tag.attributes.endsWith('/') ? null : { isError, row, column, hasFormula: false, hasValue: false }
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

function closeCell(cell: Cell | null, counts: Counts): null {
  if (cell === null) return null
  if (cell.isError) counts.errorCount += 1
  if (cell.hasFormula && !cell.hasValue) counts.openFormulaCount += 1
  // An error is an empty cell to the library and still makes room for itself.
  if (cell.hasValue) {
    counts.rowCount = Math.max(counts.rowCount, cell.row)
    counts.columnCount = Math.max(counts.columnCount, cell.column)
  }
  return null
}
