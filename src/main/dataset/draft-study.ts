/** 1 of 11: a look at a model and a table -> the text of a first study file, its guesses marked. */
import { basename, relative } from 'node:path'
import { describeError } from '@shared/errors'
import type { ModelCard, ModelValue } from '@shared/model'
import { Document } from 'yaml'
import { checkStudyText } from './check-study-text'
import { describeColumns, type TableColumn } from './describe-columns'
import { draftGrid } from './draft-grid'
import { guessed, remark, toFillIn, type Drafted, type DraftedModality } from './draft-mark'
import { countOutputs, draftOutputs } from './draft-outputs'
import { draftRecord } from './draft-record'
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
 * Drafts a study: rank-5 decimal inputs are volumes, rank 3 and 4 images, rank 2 records, whole numbers text. Every guess is marked
 * by a comment; what could not be guessed says FILL-IN. The text follows the schema; what it lacks beyond that is listed at its top.
 */
export function draftStudy(request: DraftRequest): string {
  const { card, modelPath, table, tablePath, folder } = request
  const columns = describeColumns(table)
  const roles = guessRoles(columns, countOutputs(card.outputs[0]))
  const inputs = sortInputs(card.inputs)
  const { modalities, unused } = draftModalities(request, inputs, freeColumns(columns, roles))
  const document = new Document({
    modalens: 1,
    name: basename(modelPath).replace(/\.onnx$/i, ''),
    model: toPosix(relative(folder, modelPath)),
    dataset: draftDataset(roles, toPosix(relative(folder, tablePath))),
    modalities,
    outputs: draftOutputs(card, roles.label),
    run: draftRun(roles),
  })
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true })
  return `${headLines(body, table, inputs.unknown, unused).join('\n')}\n${body}`
}

interface SortedInputs {
  readonly grids: readonly ModelValue[]
  readonly tokens: readonly ModelValue[]
  readonly records: readonly ModelValue[]
  readonly unknown: readonly ModelValue[]
}

function sortInputs(inputs: readonly ModelValue[]): SortedInputs {
  const isWhole = ({ dtype }: ModelValue): boolean => dtype.startsWith('int')
  const isDecimal = ({ dtype }: ModelValue): boolean => dtype.startsWith('float')
  const ofRank = (...ranks: number[]): ModelValue[] =>
    inputs.filter((input) => isDecimal(input) && ranks.includes(input.dims.length))
  const sorted = {
    grids: ofRank(3, 4, 5),
    records: ofRank(2),
    tokens: inputs.filter((one) => isWhole(one) && one.dims.length === 2),
  }
  const known = Object.values(sorted).flat()
  return { ...sorted, unknown: inputs.filter((input) => !known.includes(input)) }
}

function draftDataset({ id, patient, split, label, labelCandidates }: ColumnRoles, table: string): Drafted {
  const names = label.map(({ name }) => name)
  const [only] = names
  const candidates = labelCandidates.filter((name) => !names.includes(name))
  const why =
    candidates.length === 0 ? 'by its name or its values' : `it could also be ${candidates.join(' or ')}`
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
  { id, patient, split, label }: ColumnRoles,
): TableColumn[] {
  const taken = [patient, split, ...label]
  return columns.filter(
    (column) => !taken.includes(column) && (column !== id || column.type === 'path') && isMeasured(column),
  )
}

/** Numbers that only name something are no attribute. */
function isMeasured({ type, name }: TableColumn): boolean {
  return type === 'text' || type === 'path' || type === 'id' || !namesIdentity(name)
}

/** Sources first: a column that holds paths or sentences is not an attribute too. */
function draftModalities(
  { table, tablePath, ...paths }: DraftRequest,
  inputs: SortedInputs,
  columns: readonly TableColumn[],
): { modalities: readonly Drafted[]; unused: readonly string[] } {
  let free = columns
  const take = ({ modality, taken }: DraftedModality): Drafted => {
    free = free.filter(({ name }) => !taken.includes(name))
    return modality
  }
  const modalities = [
    ...inputs.grids.map((input) => take(draftGrid(input, free, table, tablePath))),
    ...groupTextInputs(inputs.tokens).map((group) => take(draftText(group, free, table, paths))),
    ...inputs.records.map((input) => take(draftRecord(input, free))),
  ]
  return { modalities, unused: free.map(({ name }) => name) }
}

function draftRun({ split }: ColumnRoles): Drafted {
  const held = split?.levels.find((level) => /^test(ing)?$/i.test(level))
  const cases =
    held === undefined ? {} : { cases: { split: guessed(held, 'cases the model was not trained on') } }
  return { ...cases, seed: remark(0, 'of every random choice') }
}

/** Says at the top how to go on, names what was left over and what does not yet follow the format. */
function headLines(
  body: string,
  table: Table,
  unknown: readonly ModelValue[],
  unused: readonly string[],
): string[] {
  const { problems } = checkStudyText(body, 'draft')
  const inputs = unknown.map(({ name }) => name).join(', ')
  return [
    '# Drafted by ModaLens from the graph of the model and the cells of the table.',
    '# Check every line marked "guessed", fill in what says FILL-IN, then run "modalens check" on this file.',
    ...table.notices.map((notice) => `# Noticed: ${describeError(notice).sentence}`),
    ...(inputs === '' ? [] : [`# Inputs of the model that fit no kind of modality: ${inputs}.`]),
    ...(unused.length === 0 ? [] : [`# Columns that nothing uses: ${unused.join(', ')}.`]),
    ...problems.map(({ details: { key, expected } }) => `# To fill in: ${key} (expected ${expected}).`),
  ]
}
