/** Which columns of a table name the case, the patient, the split and the ground truth. */
import type { TableColumn } from '../dataset/describe-columns'
import { survivalColumns } from './draft-survival'

export interface ColumnRoles {
  readonly id: TableColumn | null
  readonly patient: TableColumn | null
  readonly split: TableColumn | null
  /** One column, or one per output; empty when nothing stands out. */
  readonly label: readonly TableColumn[]
  /** Columns that were not chosen but could be the label, by how many values they have. */
  readonly labelCandidates: readonly TableColumn[]
  /** Survival times and their events: what a model predicts, never what it is given. */
  readonly survival: readonly TableColumn[]
}

const patientName = /patient|subject|person/i
const splitName = /^(split|fold|partition|subset|set)$/i
const splitLevel = /^(train(ing)?|val(id(ation)?)?|dev|test(ing)?)$/i
const labelName = /label|target|diagnos|outcome|ground.?truth|^class$|^y$/i
const caseName = /^(case|case.?id|id)$/i
const idName = /(^|[^a-z])(id|uid|key|number|no)$/i

/** True for a name that says the column identifies something, so that its numbers measure nothing. */
export function namesIdentity(name: string): boolean {
  return idName.test(name) || caseName.test(name) || patientName.test(name)
}

/** Guesses the roles. `outputCount` is the number of values the model returns, null when the graph leaves it open. */
export function guessRoles(columns: readonly TableColumn[], outputCount: number | null): ColumnRoles {
  const unique = columns.filter(({ isUnique, type }) => isUnique && type !== 'text')
  const id =
    unique.find(({ name }) => caseName.test(name)) ??
    unique.find(({ name }) => namesIdentity(name) && !patientName.test(name)) ??
    unique.find(({ name }) => namesIdentity(name)) ??
    unique.find(({ type }) => type === 'id' || type === 'path') ??
    null
  const patient = columns.find(({ name }) => patientName.test(name)) ?? null
  const split =
    columns.find(
      ({ type, levels }) =>
        type === 'category' && levels.length > 0 && levels.every((one) => splitLevel.test(one)),
    ) ??
    columns.find(({ type, name }) => type === 'category' && splitName.test(name)) ??
    null
  const taken = [id, patient, split]
  const open = columns.filter((column) => !taken.includes(column))
  const survival = survivalColumns(open)
  const free = open.filter((column) => !survival.includes(column) && isLabelType(column))
  const label = namedLabel(free, outputCount)
  const labelCandidates = candidates(free, outputCount).filter((column) => !label.includes(column))
  return { id, patient, split, label, labelCandidates, survival }
}

function isLabelType({ type, name }: TableColumn): boolean {
  return ['number', 'boolean', 'category'].includes(type) && !namesIdentity(name)
}

function namedLabel(free: readonly TableColumn[], outputCount: number | null): TableColumn[] {
  const named = free.filter(({ name }) => labelName.test(name))
  const [first] = named
  return first === undefined ? [] : named.length === outputCount ? named : [first]
}

/** Columns whose number of levels fits the outputs. */
function candidates(free: readonly TableColumn[], outputCount: number | null): TableColumn[] {
  if (outputCount === null) return []
  if (outputCount === 1) {
    // Tables put the truth last more often than anywhere else.
    const last = free.at(-1)
    return free.filter((column) => column.type === 'boolean' || (column === last && column.type === 'number'))
  }
  return free.filter(({ levels }) => levels.length === outputCount)
}
