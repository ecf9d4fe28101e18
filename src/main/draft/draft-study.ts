/** A look at a model and a table -> the text of a first study file, its guesses marked. */
import { basename, relative } from 'node:path'
import { describeError } from '@shared/errors'
import type { ModelCard, ModelValue } from '@shared/model'
import { Document } from 'yaml'
import { checkStudyText } from '../dataset/check-study-text'
import { describeColumns, type TableColumn } from '../dataset/describe-columns'
import { guessed, remark, toFillIn, type Drafted } from '../dataset/draft-mark'
import { countOutputs, draftOutputs } from './draft-outputs'
import { guessRoles, namesIdentity, type ColumnRoles } from './draft-roles'
import { allKinds } from '../kinds'
import type { InputClaim } from '../kinds/kind'
import { toPosix } from '../dataset/draft-names'
import type { Table } from '../dataset/table/table'

/** What a draft is made from. `folder` is where the study file will lie; its paths start there. */
export interface DraftRequest {
  readonly card: ModelCard
  readonly modelPath: string
  readonly table: Table
  readonly tablePath: string
  readonly folder: string
}

/**
 * Drafts a study: decimal inputs that are named or shaped like recordings are signals, others of rank 5 volumes, of rank 3 and 4 images, of rank 1 and 2 records; whole numbers named like tokens text.
 * Every guess is marked by a comment; what could not be guessed says FILL-IN. The text follows the schema; what it lacks beyond that is listed at its top.
 */
export async function draftStudy(request: DraftRequest): Promise<string> {
  const { card, modelPath, table, tablePath, folder } = request
  const columns = describeColumns(table)
  const roles = guessRoles(columns, countOutputs(card.outputs[0]))
  const drafted = await draftModalities(request, columns, freeColumns(columns, roles), roles.labelCandidates)
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
  return `${headLines(body, table, { unknown: drafted.unknown, unused, roles }).join('\n')}\n${body}`
}

/** The one column that fits the outputs and that no record took; a table of survival has its truth elsewhere. */
function leftLabel({ labelCandidates, survival }: ColumnRoles, unused: readonly string[]): TableColumn[] {
  if (survival.length > 0) return []
  const left = labelCandidates.filter(({ name }) => unused.includes(name))
  return left.length === 1 ? left : []
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

interface DraftedModalities {
  readonly modalities: readonly Drafted[]
  /** Columns that none took. */
  readonly unused: readonly string[]
  /** Inputs that fit no kind. */
  readonly unknown: readonly ModelValue[]
}

/**
 * Asks every kind which inputs are its own. What has a source of its own goes first, since a column of paths or sentences is no attribute,
 * too; then inputs that are named after a column, then those that fill up with what is left.
 */
async function draftModalities(
  request: DraftRequest,
  described: readonly TableColumn[],
  columns: readonly TableColumn[],
  doubtful: readonly TableColumn[],
): Promise<DraftedModalities> {
  const { inputs } = request.card
  let free = columns
  const draft = async (claim: InputClaim): Promise<Drafted> => {
    const { modality, taken } = await claim.draft({ ...request, columns: free, doubtful })
    free = free.filter(({ name }) => !taken.includes(name))
    return modality
  }
  const place = (claim: InputClaim): number => inputs.findIndex((input) => input === claim.inputs[0])
  const inOrder = (a: InputClaim, b: InputClaim): number => place(a) - place(b)
  const ofTurn = (claims: readonly InputClaim[], turn: InputClaim['turn']): InputClaim[] =>
    claims.filter((claim) => claim.turn === turn).toSorted(inOrder)
  const sources = claimInputs(inputs, described)
  const inFiles = [...ofTurn(sources, 'file'), ...ofTurn(sources, 'text')]
  const drafted: Drafted[] = []
  for (const claim of inFiles) drafted.push(await draft(claim))
  const left = without(inputs, inFiles)
  const records = claimInputs(left, free)
  const byTurn = [...ofTurn(records, 'named'), ...ofTurn(records, 'rest')]
  const ofRecord = new Map<InputClaim, Drafted>()
  for (const claim of byTurn) ofRecord.set(claim, await draft(claim))
  return {
    modalities: [...drafted, ...byTurn.toSorted(inOrder).flatMap((claim) => ofRecord.get(claim) ?? [])],
    unused: free.map(({ name }) => name),
    unknown: without(left, byTurn),
  }
}

/** An input belongs to the first kind that claims it. */
function claimInputs(inputs: readonly ModelValue[], columns: readonly TableColumn[]): InputClaim[] {
  const claims: InputClaim[] = []
  for (const { claim } of allKinds) claims.push(...claim(without(inputs, claims), columns))
  return claims
}

function without(inputs: readonly ModelValue[], claims: readonly InputClaim[]): ModelValue[] {
  const taken = claims.flatMap((claim) => claim.inputs)
  return inputs.filter((input) => !taken.includes(input))
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
