/** Columns of a table -> the attributes of a drafted record. */
import type { ModelValue } from '@shared/model'
import type { TableColumn } from '../../dataset/describe-columns'
import { guessed, toFillIn, type Drafted, type DraftedModality } from '../../dataset/draft-mark'
import { namedLike, toModalityName } from '../../dataset/draft-names'
import { isMeasurable, namedColumn, widthOfInput } from '../../dataset/named-column'
import type { DraftLook, InputClaim } from '../kind'

/** Missing words that the format knows by itself; others must be listed in the study. */
const knownMissing = ['', 'na', 'nan', 'n/a', 'null', 'none']

interface Choice {
  readonly columns: readonly TableColumn[]
  /** With a second tensor column that says missing, where cells are missing. */
  readonly flags: boolean
  /** The input takes whole numbers: a category is its place in the list. */
  readonly isWhole: boolean
  readonly width: number
}

/** Inputs of one or two axes; what lies in columns of a name takes them before others fill up with what is left. */
export function claimRecords(
  inputs: readonly ModelValue[],
  columns: readonly TableColumn[],
): readonly InputClaim[] {
  return inputs.filter(takesRecord).map((value) => ({
    inputs: [value],
    turn: namedColumn(value, columns) === null ? 'rest' : 'named',
    draft: (look) => draftRecord(value, look),
  }))
}

function takesRecord({ dims, dtype }: ModelValue): boolean {
  return /^(float|u?int|bool)/.test(dtype) && (dims.length === 1 || dims.length === 2)
}

/**
 * Drafts the record that feeds an input [batch] or [batch, width]: from the column of its name, else from columns that fill it exactly,
 * leaving out `doubtful` ones (likely labels) first. Where nothing fits exactly, an input of one value is left to fill in, and a wider
 * one gets all columns with a mark: none is dropped and none is taken as padding.
 */
function draftRecord({ name, dims, dtype }: ModelValue, { columns, doubtful }: DraftLook): DraftedModality {
  const wanted = widthOfInput(dims)
  const isWhole = !dtype.startsWith('float')
  const usable = columns.filter(isAttribute)
  const named = wanted === 1 ? namedLike(name, columns.filter(isMeasurable)) : null
  const choice =
    named === null ? chooseColumns(usable, doubtful, wanted, isWhole) : toChoice([named], false, isWhole)
  const attributes = choice.columns.map((column) => draftAttribute(column, choice, wanted === 1))
  const words = named === null ? widthWords(choice, wanted, usable) : `the column of that name, ${named.name}`
  const modality = {
    name: toModalityName(name),
    kind: 'tabular',
    input: guessed(name, `${dtype} [${dims.map((dim) => dim ?? '?').join(', ')}]: a record. ${words}`),
    replacement: 'zero',
    attributes:
      attributes.length > 0 ? attributes : [{ name: toFillIn('a column of the table for each attribute') }],
  }
  return { modality, taken: choice.columns.map((column) => column.name) }
}

function widthWords(
  { width, columns }: Choice,
  wanted: number | null,
  usable: readonly TableColumn[],
): string {
  const left = usable.filter((column) => !columns.includes(column)).map(({ name }) => name)
  const without = left.length === 0 ? '' : `; without ${left.join(', ')}`
  if (wanted === null)
    return `The attributes make ${width} tensor columns; the model leaves the width open${without}`
  if (wanted === width)
    return `The attributes make ${width} tensor columns, as the model takes; check their order${without}`
  if (width === 0) return `No column has its name, and none fits alone`
  return `INCOMPLETE: The attributes make ${width} tensor columns, but the model takes ${wanted}: add, remove or re-encode some`
}

function isAttribute(column: TableColumn): boolean {
  return isMeasurable(column) && column.distinctCount > 1
}

/** Finds columns that fill the width exactly, without and with missing flags: all, without a doubtful one, without categories, numbers. */
function chooseColumns(
  columns: readonly TableColumn[],
  doubtful: readonly TableColumn[],
  wanted: number | null,
  isWhole: boolean,
): Choice {
  const sure = columns.filter((column) => !doubtful.includes(column))
  const subsets = [
    columns,
    ...doubtful.map((one) => columns.filter((column) => column !== one)),
    sure,
    sure.filter(({ type }) => type !== 'category'),
    sure.filter(({ type }) => type === 'number'),
  ]
  const choices = (wanted === null ? [sure] : subsets).flatMap((subset) =>
    (isWhole ? [false] : [false, true]).map((flags) => toChoice(subset, flags, isWhole)),
  )
  const exact = choices.find(({ width }) => wanted === null || width === wanted)
  return exact ?? toChoice(wanted === 1 ? [] : columns, false, isWhole)
}

function toChoice(columns: readonly TableColumn[], flags: boolean, isWhole: boolean): Choice {
  const width = columns.reduce((sum, column) => sum + widthOf(column, flags, isWhole), 0)
  return { columns, flags, isWhole, width }
}

function widthOf({ type, levels, missingCount }: TableColumn, flags: boolean, isWhole: boolean): number {
  return (type === 'category' && !isWhole ? levels.length : 1) + (flags && missingCount > 0 ? 1 : 0)
}

function draftAttribute(column: TableColumn, { flags, isWhole }: Choice, isSingle: boolean): Drafted {
  const { name, missingCount, missingWords, hasInfinite, limitCount } = column
  const words = missingWords.filter((word) => !knownMissing.includes(word.toLowerCase()))
  const isOftenMissing = missingCount > 0 || hasInfinite
  return {
    name,
    encoding: draftEncoding(column, isWhole, isSingle),
    ...(isOftenMissing ? { missing: draftMissing(missingCount, flags) } : {}),
    ...(words.length > 0
      ? { missingValues: guessed(['', ...words], 'these words seem to mean missing') }
      : {}),
    ...(limitCount > 0
      ? { limits: guessed('refuse', `${limitCount} cells are limits such as <5; value takes the number`) }
      : {}),
    ...(hasInfinite ? { infinite: guessed('missing', 'the column holds inf') } : {}),
  }
}

function draftMissing(missingCount: number, flags: boolean): Drafted {
  return flags && missingCount > 0
    ? guessed('flag', `${missingCount} cells are missing, and flags fit the width`)
    : guessed({ value: 0 }, `${missingCount} cells are missing`)
}

/** A category of a whole or single value is its place in the list; else one tensor column per level. */
function draftEncoding(column: TableColumn, isWhole: boolean, isSingle: boolean): Drafted {
  const { type, levels, distinctCount } = column
  const order = `${levels.length} levels; their order must be that of the training`
  switch (type) {
    case 'category':
      return isWhole || isSingle
        ? guessed({ kind: 'ordinal', levels }, order)
        : guessed({ kind: 'one-hot', levels }, order)
    case 'boolean':
      return guessed({ kind: 'boolean' }, 'its cells are yes or no')
    default:
      return isWhole
        ? guessed({ kind: 'number' }, 'the input takes whole numbers')
        : guessed(
            { kind: 'z-score' },
            `${distinctCount} numbers; give mean and std of the training if you know them`,
          )
  }
}
