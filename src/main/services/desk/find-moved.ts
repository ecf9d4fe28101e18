/** Where the files of a study lie after they were moved: found by name and by the longest common end of their paths. */
import { access } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { DraftEdit, KeyPath } from '@shared/draft'
import { isAppError } from '@shared/errors'
import { unlessBug, whereRefused } from '@shared/expected-failure'
import type { MovedData } from '@shared/moved-data'
import { toPosix } from '../../dataset/draft-names'
import { valueAt } from '../../dataset/key-path'
import type { Table } from '../../dataset/table/table'
import { readFolderTree, type FolderTree } from './folder-tree'
import type { Readings } from './kept-readings'

/** So many cells of a column are looked for; larger tables count by their first ones. */
const mostCells = 5000
/** Whose places say where the others lie. */
const sampleCells = 40

export interface MovedQuestion {
  /** Plain data of the study file, valid or not. */
  readonly study: unknown
  /** Of the study file. */
  readonly studyFolder: string
  /** Where the person says that the data lie now. */
  readonly folder: string
}

interface Search {
  readonly question: MovedQuestion
  readonly tree: FolderTree
  readonly edits: DraftEdit[]
  readonly missing: Set<MovedData['missing'][number]>
  total: number
  found: number
  before: number
  hasAbsolute: boolean
}

/** Looks for everything that is not where the study says. Nothing is written. */
export async function findMoved(
  question: MovedQuestion,
  readings: Pick<Readings, 'table' | 'card'>,
  signal?: AbortSignal,
): Promise<MovedData> {
  const tree = await readFolderTree(question.folder, signal)
  const search: Search = {
    ...{ question, tree, edits: [], missing: new Set(), total: 0, found: 0, before: 0 },
    hasAbsolute: false,
  }
  const modelPath = await findFile(search, ['model'], 'model')
  if (modelPath !== null) await findWeights(search, modelPath, readings)
  const tablePath = await findFile(search, ['dataset', 'table'], 'table')
  for (const [place] of listAt(question.study, ['dataset', 'join']).entries())
    await findFile(search, ['dataset', 'join', place, 'table'], 'joined table')
  const table =
    tablePath === null ? null : await readTable(question, tablePath, readings).catch(unlessBug(null))
  for (const [place, modality] of listAt(question.study, ['modalities']).entries()) {
    if (!isRecord(modality)) continue
    if ('tokenizer' in modality) await findFile(search, ['modalities', place, 'tokenizer'], 'tokenizer')
    if (table === null || tablePath === null) continue
    const sources: KeyPath[] = [
      ['modalities', place, 'source'],
      ['modalities', place, 'parts', 'source'],
    ]
    for (const source of sources) {
      signal?.throwIfAborted()
      await findCells(search, { source, table, tablePath })
    }
  }
  const { edits, missing, total, found, before, hasAbsolute } = search
  return { edits, missing: [...missing], total, found, before, hasAbsolute, isWhole: tree.isWhole }
}

/** Notes one file of the study, and where it lies now; null where it is nowhere or not named. */
async function findFile(
  search: Search,
  path: KeyPath,
  kind: MovedData['missing'][number],
): Promise<string | null> {
  const { study, studyFolder } = search.question
  const written = valueAt(study, path)
  if (typeof written !== 'string' || written === '') return null
  search.total += 1
  const old = resolve(studyFolder, fromAnySystem(written))
  if (await isThere(old)) {
    search.before += 1
    search.found += 1
    return old
  }
  const moved = nearestTo(old, search.tree.named(basename(old)))
  if (moved === null) {
    search.missing.add(kind)
    return null
  }
  search.found += 1
  search.edits.push({ path: [...path], value: fromStudy(search, moved) })
  return moved
}

/** Weights in a file of their own lie beside their model: where both are together now, the model is taken from there. */
async function findWeights(
  search: Search,
  modelPath: string,
  { card }: Pick<Readings, 'card'>,
): Promise<void> {
  const lacking = await card(modelPath).then(() => null, weightsOf)
  if (lacking === null) return
  search.total += 1
  const both = search.tree
    .named(basename(modelPath))
    .find((path) => search.tree.has(join(dirname(path), fromAnySystem(lacking))))
  if (both === undefined) {
    search.missing.add('weights')
    return
  }
  search.found += 1
  search.edits.push({ path: ['model'], value: fromStudy(search, both) })
}

/** The name of the file that is missing; null for every other fault, which is told elsewhere. */
function weightsOf(thrown: unknown): string | null {
  return isAppError(thrown) && thrown.code === 'model/external-missing'
    ? String((thrown.details as { path?: unknown }).path)
    : null
}

interface CellSearch {
  readonly source: KeyPath
  readonly table: Table
  readonly tablePath: string
}

/** Notes the files that the cells of a column name, and the folder that they start at now. */
async function findCells(search: Search, { source, table, tablePath }: CellSearch): Promise<void> {
  const { study, studyFolder } = search.question
  const { column, folder, suffix, as: reads } = asRecord(valueAt(study, source))
  if (typeof column !== 'string' || !table.columns.includes(column)) return
  // A text that stands in its cell has no file.
  const isText = asRecord(valueAt(study, source.slice(0, 2)))['kind'] === 'text'
  if (isText && reads !== 'file') return
  const cells = cellsOf(table, column, typeof suffix === 'string' ? suffix : '')
  if (cells.some((cell) => isAbsolute(cell))) search.hasAbsolute = true
  const base = typeof folder === 'string' ? resolve(studyFolder, fromAnySystem(folder)) : dirname(tablePath)
  const isNow = (at: string) => async (cell: string) =>
    search.tree.has(resolve(at, cell)) || (await isThere(resolve(at, cell)))
  const before = await countOf(cells, isNow(base))
  const bases = before === cells.length ? [] : movedBases(search.tree, cells.slice(0, sampleCells))
  const best = bases
    .map((one) => ({ one, count: cells.filter((cell) => search.tree.has(join(one, cell))).length }))
    .toSorted((a, b) => b.count - a.count)[0]
  const isBetter = best !== undefined && best.count > before
  search.total += cells.length
  search.before += before
  search.found += isBetter ? best.count : before
  if (isBetter) search.edits.push({ path: [...source, 'folder'], value: fromStudy(search, best.one) })
  if ((isBetter ? best.count : before) < cells.length) search.missing.add('files of cases')
}

function cellsOf(table: Table, column: string, suffix: string): string[] {
  const cells = table.rows.map((row) => (row.cells[column] ?? '').trim()).filter((cell) => cell !== '')
  return [...new Set(cells)].slice(0, mostCells).map((cell) => fromAnySystem(cell) + suffix)
}

/** Folders in which a path that ends like a cell begins; those that most of the cells name first. */
function movedBases(tree: FolderTree, cells: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const cell of cells.filter((one) => !isAbsolute(one))) {
    const end = sep + join(cell)
    const ends = tree.named(basename(cell)).filter((path) => path.endsWith(end))
    for (const path of ends) {
      const base = path.slice(0, -end.length)
      counts.set(base, (counts.get(base) ?? 0) + 1)
    }
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([base]) => base)
    .slice(0, 5)
}

async function countOf(cells: readonly string[], isNow: (cell: string) => Promise<boolean>): Promise<number> {
  let count = 0
  for (const cell of cells) if (await isNow(cell)) count += 1
  return count
}

/** The candidate that shares the most names with the end of the old path; of equals the first. */
function nearestTo(old: string, candidates: readonly string[]): string | null {
  const names = old.split(sep).toReversed()
  const shared = (path: string): number => {
    const own = path.split(sep).toReversed()
    const differs = own.findIndex((name, place) => name !== names[place])
    return differs === -1 ? own.length : differs
  }
  const ranked = candidates
    .map((path) => ({ path, count: shared(path) }))
    .toSorted((a, b) => b.count - a.count)
  return ranked[0]?.path ?? null
}

async function readTable(
  { study, studyFolder }: MovedQuestion,
  path: string,
  readings: Pick<Readings, 'table'>,
): Promise<Table> {
  const { separator, sheet, id } = asRecord(valueAt(study, ['dataset']))
  const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  return readings.table(resolve(studyFolder, path), {
    ...{ sheet: word(sheet), column: word(id) },
    separator: word(separator) as never,
  })
}

function fromStudy({ question: { studyFolder } }: Search, path: string): string {
  return toPosix(relative(studyFolder, path)) || '.'
}

/** A study that was written under Windows has its own slashes. */
function fromAnySystem(path: string): string {
  return path.replaceAll('\\', '/')
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, whereRefused(false))
}

function listAt(root: unknown, path: KeyPath): readonly unknown[] {
  const found = valueAt(root, path)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}
