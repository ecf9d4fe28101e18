/** The int64 inputs of a model -> a drafted text. */
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { ModelValue } from '@shared/model'
import type { TableColumn } from '../../dataset/describe-columns'
import { guessed, remark, toFillIn, type Drafted, type DraftedModality } from '../../dataset/draft-mark'
import { toModalityName, toPosix } from '../../dataset/draft-names'
import { namedColumn } from '../../dataset/named-column'
import type { Table } from '../../dataset/table/table'
import type { DraftLook, InputClaim } from '../kind'
import { readTokenNames, type TokenNames } from '../../tensors/token-names'

const tokenName = /token|attention|mask|segment|(^|[^a-z])ids?$|text|report|note|word|sentence|prompt/i
/** So many whole numbers per case are hardly a record. */
const fewestTokens = 8

/** Whole numbers in two axes: token ids by their name, or by their number where the table has a text. */
function holdsTokens(value: ModelValue, columns: readonly TableColumn[]): boolean {
  const { name, dtype, dims } = value
  const [, length] = dims
  if (!dtype.startsWith('int') || dims.length !== 2 || length === 1) return false
  if (namedColumn(value, columns) !== null) return false
  const isLong = typeof length !== 'number' || length >= fewestTokens
  return tokenName.test(name) || (isLong && columns.some(({ type }) => type === 'text'))
}

/** The token inputs of a model, those of one text together. */
export function claimTexts(
  inputs: readonly ModelValue[],
  columns: readonly TableColumn[],
): readonly InputClaim[] {
  const tokens = inputs.filter((input) => holdsTokens(input, columns))
  return groupTextInputs(tokens).map((group) => ({
    inputs: [group.ids, group.mask, group.types].filter((one) => one !== null),
    turn: 'text',
    draft: (look) => draftText(group, look),
  }))
}

/** Inputs that belong to one text. */
interface TextInputs {
  readonly ids: ModelValue
  readonly mask: ModelValue | null
  readonly types: ModelValue | null
}

/** Groups the token inputs of a model: the first mask and the first token types go with the first ids. */
function groupTextInputs(inputs: readonly ModelValue[]): TextInputs[] {
  const masks = inputs.filter(({ name }) => /mask/i.test(name))
  const types = inputs.filter(({ name }) => /type|segment/i.test(name) && !/mask/i.test(name))
  const ids = inputs.filter((input) => !masks.includes(input) && !types.includes(input))
  return ids.map((one, index) => ({ ids: one, mask: masks[index] ?? null, types: types[index] ?? null }))
}

/** Drafts a text with the column of words and the tokenizer.json beside the model, where they are there. */
function draftText(
  { ids, mask, types }: TextInputs,
  { columns, table, modelPath, folder }: DraftLook,
): DraftedModality {
  const column =
    columns.find(({ type }) => type === 'text') ?? columns.find((one) => holdsTextFiles(one, table))
  const length = ids.dims[1]
  const tokens = readTokenNames(tokenizerBeside(modelPath))
  const modality = {
    name: toModalityName(column?.type === 'text' ? column.name : 'text'),
    kind: 'text',
    input: guessed(ids.name, 'whole numbers: token ids'),
    ...(mask === null ? {} : { attentionMask: guessed(mask.name, 'named mask') }),
    ...(types === null ? {} : { tokenTypeIds: guessed(types.name, 'named type or segment') }),
    source: draftSource(column ?? null),
    tokenizer: draftTokenizer(modelPath, folder),
    ...(tokens === null || tokens.hasPad ? {} : { padToken: draftPad(tokens) }),
    ...(typeof length === 'number'
      ? { length: remark(length, 'what the model takes') }
      : { length: guessed(128, 'the model leaves it open; use the length of the training') }),
    parts: 'word',
    replacement: draftReplacement(tokens),
  }
  return { modality, taken: column === undefined ? [] : [column.name] }
}

function holdsTextFiles({ type, name }: TableColumn, { rows }: Table): boolean {
  return type === 'path' && rows.some(({ cells }) => /\.txt$/i.test((cells[name] ?? '').trim()))
}

function draftSource(column: TableColumn | null): Drafted {
  if (column === null)
    return { column: toFillIn('the column with the text, or with the path of a text file') }
  return column.type === 'text'
    ? { column: guessed(column.name, 'its cells are sentences') }
    : { column: guessed(column.name, 'its cells end in .txt'), as: 'file' }
}

function draftTokenizer(modelPath: string, folder: string): Drafted {
  const path = tokenizerBeside(modelPath)
  if (!existsSync(path)) return toFillIn('path of the tokenizer.json the model was trained with')
  return guessed(toPosix(relative(folder, path)), 'it lies beside the model')
}

function tokenizerBeside(modelPath: string): string {
  return join(dirname(modelPath), 'tokenizer.json')
}

/** Models without a padding token were mostly trained with their end-of-text token in its place. */
function draftPad({ endOfText }: TokenNames): Drafted {
  return endOfText === null
    ? toFillIn('the token that filled up short texts in the training: the tokenizer has no padding token')
    : guessed(endOfText, 'the tokenizer has no padding token; this ends a text')
}

function draftReplacement(tokens: TokenNames | null): Drafted {
  if (tokens === null || tokens.hasMask) return 'mask-token'
  return tokens.hasUnknown
    ? guessed('unk-token', 'the tokenizer has no mask token')
    : guessed('pad-token', 'the tokenizer has neither a mask token nor an unknown one')
}
