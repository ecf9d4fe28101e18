/** The cells of a column side by side, each different text of it once: what judges a column of 100,000 rows looks at few of them. */
import type { TableRow } from './table'

export interface ColumnCells {
  /** Per row, the place of its text in `different`. */
  readonly codes: Uint32Array
  /** Without outer blanks, in the order of their first row. */
  readonly different: readonly CountedText[]
  /** True where blanks around some text were left out. */
  readonly hadBlanks: boolean
}

/** A text of a column and how often it stands there. */
export interface CountedText {
  readonly text: string
  readonly count: number
  /** Of the first row that has it. */
  readonly line: number
}

/** Rows never change: what was found out of them holds as long as they live. */
const knownColumns = new WeakMap<readonly TableRow[], Map<string, ColumnCells>>()

/** Lists that hold the cells of others. */
const origins = new WeakMap<readonly TableRow[], readonly TableRow[]>()

/** Says that the rows of a list have the very cells of the others, one by one: what is known of those holds for them. */
export function noteSameCells(rows: readonly TableRow[], others: readonly TableRow[]): void {
  origins.set(rows, originOf(others))
}

/** The rows that what is known of a list is kept under. */
export function originOf(rows: readonly TableRow[]): readonly TableRow[] {
  return origins.get(rows) ?? rows
}

/** Reads only; found once per column. Without such a column its cells are empty. */
export function columnCells({ rows }: { readonly rows: readonly TableRow[] }, column: string): ColumnCells {
  const origin = originOf(rows)
  const known = knownColumns.get(origin) ?? new Map<string, ColumnCells>()
  knownColumns.set(origin, known)
  const found = known.get(column) ?? readColumn(origin, column)
  known.set(column, found)
  return found
}

function readColumn(rows: readonly TableRow[], column: string): ColumnCells {
  const codeOf = new Map<string, number>()
  const different: { text: string; count: number; line: number }[] = []
  const codes = new Uint32Array(rows.length)
  let [hadBlanks, row] = [false, 0]
  for (const { cells, line } of rows) {
    const cell = cells[column] ?? ''
    const text = cell.trim()
    if (text.length < cell.length) hadBlanks = true
    const code = codeOf.get(text) ?? different.length
    const known = different[code]
    if (known === undefined) {
      codeOf.set(text, code)
      different.push({ text, count: 1, line })
    } else known.count += 1
    codes[row] = code
    row += 1
  }
  return { codes, different, hadBlanks }
}
