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

/** Reads only; found once per column. Without such a column its cells are empty. */
export function columnCells({ rows }: { readonly rows: readonly TableRow[] }, column: string): ColumnCells {
  const known = knownColumns.get(rows) ?? new Map<string, ColumnCells>()
  knownColumns.set(rows, known)
  const found = known.get(column) ?? readColumn(rows, column)
  known.set(column, found)
  return found
}

function readColumn(rows: readonly TableRow[], column: string): ColumnCells {
  const codeOf = new Map<string, number>()
  const lines: number[] = []
  const counts: number[] = []
  let hadBlanks = false
  const codes = Uint32Array.from(rows, ({ cells, line }) => {
    const cell = cells[column] ?? ''
    const text = cell.trim()
    if (text.length < cell.length) hadBlanks = true
    const code = codeOf.get(text) ?? lines.length
    if (code === lines.length) {
      codeOf.set(text, code)
      lines.push(line)
      counts.push(0)
    }
    counts[code] = (counts[code] ?? 0) + 1
    return code
  })
  const different = [...codeOf].map(([text, code]) => ({
    ...{ text, count: counts[code] ?? 0, line: lines[code] ?? 0 },
  }))
  return { codes, different, hadBlanks }
}
