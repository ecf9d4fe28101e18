/** 1 of 11: columns of a table -> the attributes of a drafted record. */
import type { ModelValue } from '@shared/model'
import type { TableColumn } from './describe-columns'
import { guessed, toFillIn, type Drafted, type DraftedModality } from './draft-mark'
import { toModalityName } from './draft-names'

/** Missing words that the format knows by itself; others must be listed in the study. */
const knownMissing = ['', 'na', 'nan', 'n/a', 'null', 'none']

interface Choice {
  readonly columns: readonly TableColumn[]
  /** With a second tensor column that says missing, where cells are missing. */
  readonly flags: boolean
  readonly width: number
}

/** Drafts the record that feeds a rank-2 float input [batch, width] from the columns that are left. */
export function draftRecord({ name, dims }: ModelValue, columns: readonly TableColumn[]): DraftedModality {
  const wanted = typeof dims[1] === 'number' ? dims[1] : null
  const choice = chooseColumns(columns.filter(isAttribute), wanted)
  const attributes = choice.columns.map((column) => draftAttribute(column, choice.flags))
  const modality = {
    name: toModalityName(name),
    kind: 'tabular',
    input: guessed(name, `rank 2, decimal numbers: a record. ${widthWords(choice.width, wanted)}`),
    replacement: 'zero',
    attributes:
      attributes.length > 0 ? attributes : [{ name: toFillIn('a column of the table for each attribute') }],
  }
  return { modality, taken: choice.columns.map((column) => column.name) }
}

function widthWords(found: number, wanted: number | null): string {
  if (wanted === null) return `The attributes make ${found} tensor columns; the model leaves the width open`
  if (wanted === found)
    return `The attributes make ${found} tensor columns, as the model takes; check their order`
  return `The attributes make ${found} tensor columns, but the model takes ${wanted}: add, remove or re-encode some`
}

function isAttribute({ type, distinctCount }: TableColumn): boolean {
  return ['number', 'boolean', 'category'].includes(type) && distinctCount > 1
}

/** Finds columns that fill the width exactly, without and with missing flags; else as many as fit, in table order. */
function chooseColumns(columns: readonly TableColumn[], wanted: number | null): Choice {
  const subsets = [
    columns,
    columns.filter(({ type }) => type !== 'category'),
    columns.filter(({ type }) => type === 'number'),
  ]
  const choices = subsets.flatMap((subset) => [false, true].map((flags) => toChoice(subset, flags)))
  const exact = choices.find(({ width }) => wanted === null || width === wanted)
  if (exact !== undefined) return exact
  const fitting: TableColumn[] = []
  for (const column of columns) {
    if (toChoice([...fitting, column], false).width <= (wanted ?? Infinity)) fitting.push(column)
  }
  return toChoice(fitting, false)
}

function toChoice(columns: readonly TableColumn[], flags: boolean): Choice {
  const width = columns.reduce((sum, column) => sum + widthOf(column, flags), 0)
  return { columns, flags, width }
}

function widthOf({ type, levels, missingCount }: TableColumn, flags: boolean): number {
  return (type === 'category' ? levels.length : 1) + (flags && missingCount > 0 ? 1 : 0)
}

function draftAttribute(column: TableColumn, flags: boolean): Drafted {
  const { name, missingCount, missingWords, hasInfinite } = column
  const words = missingWords.filter((word) => !knownMissing.includes(word.toLowerCase()))
  const isOftenMissing = missingCount > 0 || hasInfinite
  return {
    name,
    encoding: draftEncoding(column),
    ...(isOftenMissing ? { missing: draftMissing(missingCount, flags) } : {}),
    ...(words.length > 0
      ? { missingValues: guessed(['', ...words], 'these words seem to mean missing') }
      : {}),
    ...(hasInfinite ? { infinite: guessed('missing', 'the column holds inf') } : {}),
  }
}

function draftMissing(missingCount: number, flags: boolean): Drafted {
  return flags && missingCount > 0
    ? guessed('flag', `${missingCount} cells are missing, and flags fit the width`)
    : guessed({ value: 0 }, `${missingCount} cells are missing`)
}

function draftEncoding({ type, levels, distinctCount }: TableColumn): Drafted {
  switch (type) {
    case 'category':
      return guessed(
        { kind: 'one-hot', levels },
        `${levels.length} levels; their order must be that of the training`,
      )
    case 'boolean':
      return guessed({ kind: 'boolean' }, 'its cells are yes or no')
    default:
      return guessed(
        { kind: 'z-score' },
        `${distinctCount} numbers; give mean and std of the training if you know them`,
      )
  }
}
