/** A look at a model and a table -> the text of a first study file, its guesses marked. */
import { basename, relative } from 'node:path'
import { describeError } from '@shared/errors'
import type { ModelCard, ModelValue } from '@shared/model'
import { Document } from 'yaml'
import { checkStudyText } from './check-study-text'
import { describeColumns, type TableColumn } from './describe-columns'
import { draftGrid } from './draft-grid'
import { guessed, remark, toFillIn, type Drafted, type DraftedModality } from './draft-mark'
import { countOutputs, draftOutputs } from './draft-outputs'
import { draftRecord, namedColumn } from './draft-record'
import { guessRoles, namesIdentity, type ColumnRoles } from './draft-roles'
import { draftText, groupTextInputs, toPosix } from './draft-text'
import type { Table } from './table/table'

/** What a draft is made from. `folder` is where the study file will lie; its paths start there. */
export interface DraftRequest {
  readonly card: ModelCard
  readonly modelPath: string
  readonly table: Table
  readonly tablePath: string
  readonly folder: string
}

/**
 * Drafts a study: rank-5 decimal inputs are volumes, rank 3 and 4 images, rank 1 and 2 records, whole numbers named like tokens text.
 * Every guess is marked by a comment; what could not be guessed says FILL-IN. The text follows the schema; what it lacks beyond that is listed at its top.
 */
export function draftStudy(request: DraftRequest): string {
  const { card, modelPath, table, tablePath, folder } = request
  const columns = describeColumns(table)
  const roles = guessRoles(columns, countOutputs(card.outputs[0]))
  const inputs = sortInputs(card.inputs, columns)
  const drafted = draftModalities(request, inputs, freeColumns(columns, roles), roles.labelCandidates)
  const label = roles.label.length > 0 ? roles.label : leftLabel(roles, drafted.unused)
  const document = new Document({
    modalens: 1,
    name: basename(modelPath).replace(/\.onnx$/i, ''),
    model: toPosix(relative(folder, modelPath)),
    dataset: draftDataset({ ...roles, label }, toPosix(relative(folder, tablePath))),
    modalities: drafted.modalities,
    outputs: draftOutputs(card, label, roles.survival),
    run: draftRun(roles),
  })
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true })
  const names = label.map(({ name }) => name)
  const unused = drafted.unused.filter((name) => !names.includes(name))
  return `${headLines(body, table, { unknown: inputs.unknown, unused, roles }).join('\n')}\n${body}`
}

/** The one column that fits the outputs and that no record took; a table of survival has its truth elsewhere. */
function leftLabel({ labelCandidates, survival }: ColumnRoles, unused: readonly string[]): TableColumn[] {
  if (survival.length > 0) return []
  const left = labelCandidates.filter(({ name }) => unused.includes(name))
  return left.length === 1 ? left : []
}

interface SortedInputs {
  readonly grids: readonly ModelValue[]
  readonly tokens: readonly ModelValue[]
  readonly records: readonly ModelValue[]
  readonly unknown: readonly ModelValue[]
}

function sortInputs(inputs: readonly ModelValue[], columns: readonly TableColumn[]): SortedInputs {
  const isDecimal = ({ dtype }: ModelValue): boolean => dtype.startsWith('float')
  const isWhole = ({ dtype }: ModelValue): boolean => /^(u?int|bool)/.test(dtype)
  const ofRank = ({ dims }: ModelValue, ...ranks: number[]): boolean => ranks.includes(dims.length)
  const tokens = inputs.filter((one) => holdsTokens(one, columns))
  const sorted = {
    grids: inputs.filter((one) => isDecimal(one) && ofRank(one, 3, 4, 5)),
    records: inputs.filter(
      (one) => (isDecimal(one) || isWhole(one)) && ofRank(one, 1, 2) && !tokens.includes(one),
    ),
    tokens,
  }
  const known = Object.values(sorted).flat()
  return { ...sorted, unknown: inputs.filter((input) => !known.includes(input)) }
}

const tokenName = /token|attention|mask|segment|(^|[^a-z])ids?$|text|report|note|word|sentence|prompt/i
/** So many whole numbers per case are hardly a record. */
const fewestTokens = 8

/** Whole numbers in two axes: token ids by their name, or by their number where the table has a text. */
function holdsTokens({ name, dtype, dims }: ModelValue, columns: readonly TableColumn[]): boolean {
  const [, length] = dims
  if (!dtype.startsWith('int') || dims.length !== 2 || length === 1) return false
  if (namedColumn({ name, dtype, dims }, columns) !== null) return false
  const isLong = typeof length !== 'number' || length >= fewestTokens
  return tokenName.test(name) || (isLong && columns.some(({ type }) => type === 'text'))
}

function draftDataset({ id, patient, split, label, labelCandidates }: ColumnRoles, table: string): Drafted {
  const names = label.map(({ name }) => name)
  const [only] = names
  const candidates = labelCandidates.map(({ name }) => name)
  const others = candidates.filter((name) => !names.includes(name))
  const reason = names.some((name) => candidates.includes(name))
    ? 'no record took it, and its values fit the outputs of the model'
    : 'by its name'
  const why = others.length === 0 ? reason : `${reason}; it could also be ${others.join(' or ')}`
  return {
    table,
    id:
      id === null
        ? toFillIn('a column that is different in every row')
        : guessed(id.name, 'different in every row'),
    ...(patient === null ? {} : { patient: guessed(patient.name, 'by its name') }),
    ...(split === null ? {} : { split: guessed(split.name, `levels ${split.levels.join(', ')}`) }),
    ...(only === undefined ? {} : { label: guessed(names.length === 1 ? only : names, why) }),
  }
}

function freeColumns(
  columns: readonly TableColumn[],
  { id, patient, split, label, survival }: ColumnRoles,
): TableColumn[] {
  const taken = [patient, split, ...label, ...survival]
  return columns.filter(
    (column) => !taken.includes(column) && (column !== id || column.type === 'path') && isMeasured(column),
  )
}

/** Numbers that only name something are no attribute. */
function isMeasured({ type, name }: TableColumn): boolean {
  return type === 'text' || type === 'path' || type === 'id' || !namesIdentity(name)
}

/** Sources first: a column that holds paths or sentences is not an attribute too. Then inputs of one value by name, then the others. */
function draftModalities(
  { table, tablePath, ...paths }: DraftRequest,
  inputs: SortedInputs,
  columns: readonly TableColumn[],
  doubtful: readonly TableColumn[],
): { modalities: readonly Drafted[]; unused: readonly string[] } {
  let free = columns
  const take = ({ modality, taken }: DraftedModality): Drafted => {
    free = free.filter(({ name }) => !taken.includes(name))
    return modality
  }
  const sources = [
    ...inputs.grids.map((input) => take(draftGrid(input, free, table, tablePath))),
    ...groupTextInputs(inputs.tokens).map((group) => take(draftText(group, free, table, paths))),
  ]
  const byName = inputs.records.filter((input) => namedColumn(input, free) !== null)
  const records = new Map<ModelValue, Drafted>()
  for (const input of [...byName, ...inputs.records.filter((one) => !byName.includes(one))]) {
    records.set(input, take(draftRecord(input, free, doubtful)))
  }
  const inOrder = inputs.records.flatMap((input) => records.get(input) ?? [])
  return { modalities: [...sources, ...inOrder], unused: free.map(({ name }) => name) }
}

function draftRun({ split }: ColumnRoles): Drafted {
  const held = split?.levels.find((level) => /^test(ing)?$/i.test(level))
  const cases =
    held === undefined ? {} : { cases: { split: guessed(held, 'cases the model was not trained on') } }
  return { ...cases, seed: remark(0, 'of every random choice') }
}

/** Says at the top how to go on, names what was left over and what does not yet follow the format. */
function headLines(body: string, table: Table, { unknown, unused, roles }: LeftOver): string[] {
  const { problems } = checkStudyText(body, 'draft')
  const namesOf = (list: readonly { readonly name: string }[]): string =>
    list.map(({ name }) => name).join(', ')
  const candidates = roles.label.length > 0 ? [] : roles.labelCandidates
  return [
    '# Drafted by ModaLens from the graph of the model and the cells of the table.',
    '# Check every line marked "guessed", fill in what says FILL-IN, then run "modalens check" on this file.',
    ...table.notices.map((notice) => `# Noticed: ${describeError(notice).sentence}`),
    ...(unknown.length === 0
      ? []
      : [`# Inputs of the model that fit no kind of modality: ${namesOf(unknown)}.`]),
    ...(unused.length === 0 ? [] : [`# Columns that nothing uses: ${unused.join(', ')}.`]),
    ...(roles.survival.length === 0
      ? []
      : [`# Taken for survival times and events, which are no attributes: ${namesOf(roles.survival)}.`]),
    ...(candidates.length === 0
      ? []
      : [`# No column is named like a label; by their values these could be it: ${namesOf(candidates)}.`]),
    ...problems.map(({ details: { key, expected } }) => `# To fill in: ${key} (expected ${expected}).`),
  ]
}

interface LeftOver {
  readonly unknown: readonly ModelValue[]
  readonly unused: readonly string[]
  readonly roles: ColumnRoles
}
