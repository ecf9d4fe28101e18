/** A table of cases as its file has it: names of columns and rows of text. */
import type { ErrorData } from '@shared/errors'

export interface TableRow {
  readonly cells: Readonly<Record<string, string>>
  /** Line of the file on which the row begins, or row of the sheet, from 1. */
  readonly line: number
}

export interface Table {
  readonly fileName: string
  /** Names that stand over exactly one column, in file order. */
  readonly columns: readonly string[]
  /** Names that stand over several columns; their cells are not kept, for nobody can say which is meant. */
  readonly repeatedColumns: readonly string[]
  readonly rows: readonly TableRow[]
  /** Of a text file; absent for a workbook, whose cells nothing separates. */
  readonly separator?: Separator
  /** What was noticed while reading; none of it changed a value silently. */
  readonly notices: readonly ErrorData[]
}

/** All rows of a file, before anybody says which of them is the header. */
export interface RawTable extends Pick<Table, 'fileName' | 'separator' | 'notices'> {
  readonly rows: readonly RawRow[]
}

/** One row as the file has it. */
export interface RawRow {
  readonly values: readonly string[]
  readonly line: number
}

/** How a study says to read a table; what is absent is found out. */
export interface TableOptions {
  readonly separator?: Separator | undefined
  /** Name of the sheet of a workbook; default: the first that is shown and has cells. */
  readonly sheet?: string | undefined
  /** A column that the header must have: where rows above it are titles, it says which row is the header. */
  readonly column?: string | undefined
}

export const separators = ['\t', ';', ',', '|'] as const
export type Separator = (typeof separators)[number]
