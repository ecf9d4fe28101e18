/** A look at the XML of a sheet: how large it claims to be, and what the values alone do not show. */
import { tableLimits, type TableLimits } from './table-limits'
import { xmlAttribute, xmlTags, type XmlTag } from './xml-tags'

export interface SheetScan {
  /** Last row and column that hold a value; of a sheet with more rows or cells than are read, those that were counted. */
  readonly rowCount: number
  readonly columnCount: number
  /** Cells such as #N/A and #DIV/0!. */
  readonly errorCount: number
  /** Formulas whose result was not saved with them. */
  readonly openFormulaCount: number
  readonly mergedCount: number
  /** Rows with a value that are hidden, by hand or by a filter. */
  readonly hiddenCount: number
  /** Numbers in a style of `percentStyles`. */
  readonly percentCount: number
}

interface Cell {
  readonly isError: boolean
  readonly isPercent: boolean
  readonly row: number
  readonly column: number
  hasFormula: boolean
  hasValue: boolean
}

type Counts = { -readonly [Key in keyof SheetScan]: SheetScan[Key] }

/** Counts rows, columns and notable cells. Throws a plain Error for an address that no sheet has, or none. */
export function scanSheet(
  xml: string,
  percentStyles: ReadonlySet<number> = new Set(),
  limits: Pick<TableLimits, 'rows' | 'cells'> = tableLimits,
): SheetScan {
  const counts: Counts = { ...none }
  const hidden = new Set<number>()
  const filled = new Set<number>()
  let cell: Cell | null = null
  let [rows, cells] = [0, 0]
  for (const tag of xmlTags(xml)) {
    if (tag.name === 'row' && !tag.isEnd) rows += 1
    if (tag.name === 'c' && !tag.isEnd) cells += 1
    // Rows without a number and without a value are rows to the library all the same.
    if (rows > limits.rows || cells > limits.cells)
      return { ...none, rowCount: rows, columnCount: Math.max(1, Math.ceil(cells / rows)) }
    if (tag.name === 'row' && !tag.isEnd) openRow(tag, hidden)
    if (tag.name === 'mergeCell' && !tag.isEnd) counts.mergedCount += 1
    if (tag.name === 'c' && tag.isEnd && cell?.hasValue === true) filled.add(cell.row)
    if (tag.name === 'c') cell = tag.isEnd ? closeCell(cell, counts) : openCell(tag, percentStyles)
    if (cell !== null) lookInside(cell, tag)
  }
  return { ...counts, hiddenCount: [...hidden].filter((row) => filled.has(row)).length }
}

const none: SheetScan = {
  rowCount: 0,
  columnCount: 0,
  errorCount: 0,
  openFormulaCount: 0,
  mergedCount: 0,
  hiddenCount: 0,
  percentCount: 0,
}

function lookInside(cell: Cell, { name, isEnd, attributes }: XmlTag): void {
  if (name === 'f') cell.hasFormula = true
  if ((name === 'v' || name === 'is') && !isEnd && !attributes.endsWith('/')) cell.hasValue = true
}

function openRow(tag: XmlTag, hidden: Set<number>): void {
  const row = xmlAttribute(tag, 'r')
  if (row !== null && !isWithin(Number(row), tableLimits.rows)) throw new Error('no row of a sheet')
  if (row !== null && /^(1|true)$/.test(xmlAttribute(tag, 'hidden') ?? '')) hidden.add(Number(row))
}

function openCell(tag: XmlTag, percentStyles: ReadonlySet<number>): Cell | null {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(xmlAttribute(tag, 'r') ?? '') ?? []
  const row = Number(digits)
  const column = Buffer.from(letters ?? '').reduce((sum, letter) => sum * 26 + letter - 64, 0)
  if (!isWithin(row, tableLimits.rows) || !isWithin(column, tableLimits.columns))
    throw new Error('no cell of a sheet')
  if (tag.attributes.endsWith('/')) return null
  const type = xmlAttribute(tag, 't') ?? 'n'
  const isPercent = type === 'n' && percentStyles.has(Number(xmlAttribute(tag, 's') ?? 'NaN'))
  return { isError: type === 'e', isPercent, row, column, hasFormula: false, hasValue: false }
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

function closeCell(cell: Cell | null, counts: Counts): null {
  if (cell === null) return null
  if (cell.isPercent && cell.hasValue) counts.percentCount += 1
  if (cell.isError) counts.errorCount += 1
  if (cell.hasFormula && !cell.hasValue) counts.openFormulaCount += 1
  // An error is an empty cell to the library and still makes room for itself.
  if (cell.hasValue) {
    counts.rowCount = Math.max(counts.rowCount, cell.row)
    counts.columnCount = Math.max(counts.columnCount, cell.column)
  }
  return null
}
