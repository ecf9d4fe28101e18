/** How the attributes of a record fill an input of the model, and what would make them fill it exactly. */
import type { DraftColumn, DraftEdit, KeyPath } from '@shared/draft'
import { isRecord } from './form/schema-shape'

/** A way to fill the input: attributes that are left out, columns that are added, and whether missing cells get a column of their own. */
export interface RecordFit {
  readonly without: readonly number[]
  readonly added: readonly string[]
  readonly flagged: readonly number[]
  readonly words: string
}

/** Tensor columns of an attribute as the file has it, valid or not. */
export function widthOf(attribute: unknown): number {
  if (!isRecord(attribute)) return 1
  const { encoding, missing } = attribute
  const levels = isRecord(encoding) && encoding['kind'] === 'one-hot' ? encoding['levels'] : null
  const dropped = isRecord(encoding) && encoding['drop'] !== undefined ? 1 : 0
  const values = Array.isArray(levels) ? levels.length - dropped : 1
  return values + (missing === 'flag' ? 1 : 0)
}

export function widthOfAll(attributes: readonly unknown[]): number {
  return attributes.reduce<number>((sum, one) => sum + widthOf(one), 0)
}

/** Of a column that is no attribute yet. */
export function widthOfColumn({ type, levels }: DraftColumn): number {
  return type === 'category' ? levels.length : 1
}

/** The table column of an attribute. */
export function columnOf(attribute: unknown): string {
  if (!isRecord(attribute)) return ''
  const { column, name } = attribute
  return typeof column === 'string' ? column : typeof name === 'string' ? name : ''
}

export function isMeasured({ type }: DraftColumn): boolean {
  return type === 'number' || type === 'category' || type === 'boolean'
}

/** An attribute as it begins: encoded by what its cells look like. */
export function attributeOf({ name, type, levels, missingCount }: DraftColumn): Record<string, unknown> {
  const encoding =
    type === 'category'
      ? { kind: 'one-hot', levels: [...levels] }
      : { kind: type === 'boolean' ? 'boolean' : 'z-score' }
  return { name, encoding, ...(missingCount > 0 ? { missing: { value: 0 } } : {}) }
}

const mostLeftOut = 4
const mostShown = 3
/** Combinations that are looked at; wide tables are looked at less deeply. */
const mostLooks = 200_000

/** Few changes that fill the input exactly: those that leave out fewest attributes first, categories before numbers. */
export function findFits(
  attributes: readonly unknown[],
  columns: readonly DraftColumn[],
  wanted: number | null,
): readonly RecordFit[] {
  if (wanted === null || widthOfAll(attributes) === wanted) return []
  const byName = new Map(columns.map((column) => [column.name, column]))
  const isUnflagged = (one: unknown): boolean =>
    (byName.get(columnOf(one))?.missingCount ?? 0) > 0 && !(isRecord(one) && one['missing'] === 'flag')
  const flaggable = attributes.flatMap((one, place) => (isUnflagged(one) ? [place] : []))
  const fits = [[], ...(flaggable.length > 0 ? [flaggable] : [])].flatMap((flagged) => {
    const widths = attributes.map((one, place) => widthOf(one) + (flagged.includes(place) ? 1 : 0))
    const excess = widths.reduce((sum, width) => sum + width, 0) - wanted
    if (excess === 0) return [toFit([], flagged, attributes, wanted)]
    if (excess > 0) return leaveOut(widths, excess, attributes, byName).map((places) => toFit(places, flagged, attributes, wanted)) // prettier-ignore
    return []
  })
  return [...fits, ...addColumns(attributes, columns, wanted)]
    .toSorted((a, b) => changesOf(a) - changesOf(b))
    .slice(0, mostShown)
}

const changesOf = ({ without, added, flagged }: RecordFit): number =>
  without.length + added.length + (flagged.length > 0 ? 1 : 0)

/** Sets of places with just that width, smallest first. */
function leaveOut(
  widths: readonly number[],
  excess: number,
  attributes: readonly unknown[],
  byName: ReadonlyMap<string, DraftColumn>,
): readonly (readonly number[])[] {
  // Numbers are what models are made of; later columns are rather what was added to a table.
  const rank = (place: number): number => {
    const isNumber = byName.get(columnOf(attributes[place]))?.type === 'number'
    return (isNumber ? 1000 : 0) - place
  }
  const order = widths.map((_, place) => place).toSorted((a, b) => rank(a) - rank(b))
  const found: number[][] = []
  let looks = 0
  const search = (from: number, left: number, room: number, taken: readonly number[]): void => {
    if (left === 0) found.push([...taken])
    if (left <= 0 || room === 0) return
    for (let index = from; index < order.length && found.length < mostShown; index += 1) {
      looks += 1
      if (looks > mostLooks) return
      const place = order[index] ?? 0
      search(index + 1, left - (widths[place] ?? 0), room - 1, [...taken, place])
    }
  }
  for (let count = 1; count <= mostLeftOut && found.length === 0; count += 1) search(0, excess, count, [])
  return found.map((places) => places.toSorted((a, b) => a - b))
}

/** One or two columns that nothing uses yet. */
function addColumns(
  attributes: readonly unknown[],
  columns: readonly DraftColumn[],
  wanted: number,
): readonly RecordFit[] {
  const lacking = wanted - widthOfAll(attributes)
  if (lacking <= 0) return []
  const used = new Set(attributes.map(columnOf))
  const free = columns.filter((column) => isMeasured(column) && !used.has(column.name))
  const words = (names: readonly string[]): string =>
    `With ${listed(names)} as well, the attributes fill ${wanted} of ${wanted}.`
  const toAdded = (names: readonly string[]): RecordFit => ({ without: [], flagged: [], added: names, words: words(names) }) // prettier-ignore
  const single = free.filter((one) => widthOfColumn(one) === lacking).map(({ name }) => toAdded([name]))
  const pairs = free.flatMap((one, place) =>
    free
      .slice(place + 1)
      .filter((other) => widthOfColumn(one) + widthOfColumn(other) === lacking)
      .map((other) => toAdded([one.name, other.name])),
  )
  return [...single, ...pairs].slice(0, mostShown)
}

function toFit(
  without: readonly number[],
  flagged: readonly number[],
  attributes: readonly unknown[],
  wanted: number,
): RecordFit {
  const named = (places: readonly number[]): string =>
    listed(places.map((place) => columnOf(attributes[place])))
  const kept = flagged.filter((place) => !without.includes(place))
  const flags =
    kept.length === 0
      ? ''
      : `With a missing flag for ${kept.length === 1 ? named(kept) : `the ${kept.length} columns that have empty cells`}`
  const left = without.length === 0 ? '' : `${flags === '' ? 'Without' : ', and without'} ${named(without)}`
  const words = `${flags}${left}, the attributes fill ${wanted} of ${wanted}.`
  return { without, added: [], flagged: kept, words }
}

function listed(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`
}

/** The changes of the file, the last places first, so that those before them stay where they are. */
export function fitEdits(
  { without, added, flagged }: RecordFit,
  {
    path,
    count,
    columns,
  }: { readonly path: KeyPath; readonly count: number; readonly columns: readonly DraftColumn[] },
): DraftEdit[] {
  return [
    ...flagged.map((place) => ({ path: [...path, place, 'missing'], value: 'flag' })),
    ...columns
      .filter(({ name }) => added.includes(name))
      .map((column, index) => ({ path: [...path, count + index], value: attributeOf(column) as never })),
    ...without.toSorted((a, b) => b - a).map((place) => ({ path: [...path, place] })),
  ]
}

/** How trainings usually order columns. */
export const attributeOrders = ['as in the table', 'numbers, categories, yes or no', 'by name'] as const
export type AttributeOrder = (typeof attributeOrders)[number]

const rankOfType: Readonly<Record<string, number>> = { number: 0, category: 1, boolean: 2 }

export function inOrder(
  attributes: readonly unknown[],
  columns: readonly DraftColumn[],
  order: AttributeOrder,
): readonly unknown[] {
  const placeOf = new Map(columns.map(({ name }, place) => [name, place]))
  const typeOf = new Map(columns.map(({ name, type }) => [name, rankOfType[type] ?? 3]))
  const place = (one: unknown): number => placeOf.get(columnOf(one)) ?? columns.length
  const inTable = attributes.toSorted((a, b) => place(a) - place(b))
  if (order === 'as in the table') return inTable
  if (order === 'by name') return attributes.toSorted((a, b) => columnOf(a).localeCompare(columnOf(b), 'en'))
  return inTable.toSorted((a, b) => (typeOf.get(columnOf(a)) ?? 3) - (typeOf.get(columnOf(b)) ?? 3))
}
