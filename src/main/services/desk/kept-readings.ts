/** Models and tables that were read, kept as long as their files are what they were: of a study that is being set up they are asked for after every change. */
import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { whereRefused } from '@shared/expected-failure'
import { keepLast } from '@shared/keep-last'
import { descriptionOf } from '@shared/kinds'
import type { ModelCard } from '@shared/model'
import type { Dataset } from '../../dataset/dataset'
import { fingerprintTables, tablePaths } from '../../dataset/fingerprint-dataset'
import { openDataset, type ReadTable } from '../../dataset/open-dataset'
import type { OpenStudy } from '../../dataset/open-study'
import { openRawTable, openTable } from '../../dataset/open-table'
import type { RawTable, TableOptions } from '../../dataset/table/table'
import { toTable } from '../../dataset/table/to-table'
import { inspectModel } from '../../graph/inspect-model'

/** Where a study is read from. */
export interface Readings {
  readonly card: (path: string) => Promise<ModelCard>
  readonly table: ReadTable
  readonly dataset: (open: OpenStudy) => Promise<Dataset>
  /** SHA-256 over all tables. */
  readonly fingerprint: (open: OpenStudy) => Promise<string>
}

/** Reads every file anew. */
export const freshReadings: Readings = {
  card: inspectModel,
  table: openTable,
  dataset: (open) => openDataset(open),
  fingerprint: fingerprintTables,
}

/** A study has one table and a few joined ones. */
const keptTables = 6
/** The study that is being set up, and the one before. */
const keptStudies = 2

interface AskedTable {
  readonly path: string
  readonly options: TableOptions
  readonly stamp: string
}

interface AskedTables {
  readonly open: OpenStudy
  readonly stamp: string
}

/** Makes readings that look at size, place and times of a file before they read it again. */
export function createKeptReadings(): Readings {
  const tables = keepLast<AskedTable, RawTable>(
    keptTables,
    ({ path, options: { separator, sheet }, stamp }) => JSON.stringify([path, stamp, separator, sheet]),
    ({ path, options }) => openRawTable(path, options),
  )
  const table: ReadTable = async (path, options) =>
    toTable(await tables({ path, options, stamp: await stampOf([path]) }), options.column)
  const datasets = keepLast<AskedTables, Dataset>(
    keptStudies,
    ({ open, stamp }) => JSON.stringify([tablePaths(open), stamp, ...tableWords(open)]),
    ({ open }) => openDataset(open, table),
  )
  const fingerprints = keepLast<AskedTables, string>(
    keptStudies,
    ({ open, stamp }) => JSON.stringify([tablePaths(open), stamp]),
    ({ open }) => fingerprintTables(open),
  )
  const asked = async (open: OpenStudy): Promise<AskedTables> => ({
    open,
    stamp: await stampOf(tablePaths(open)),
  })
  return {
    table,
    card: createKeptCards(),
    dataset: async (open) => datasets(await asked(open)),
    fingerprint: async (open) => fingerprints(await asked(open)),
  }
}

interface KeptCard {
  readonly stamp: string
  readonly card: Promise<ModelCard>
  /** Of the files with its weights; null while they are read. */
  weights: string | null
}

/** The card holds the hash of model and weights: all of them have to be what they were. */
function createKeptCards(): Readings['card'] {
  const kept = new Map<string, KeptCard>()
  const isCurrent = async ({ card, weights }: KeptCard, path: string): Promise<boolean> => {
    const { externalFiles } = await card
    return weights === (await stampOf(weightPaths(path, externalFiles)))
  }
  const read = (path: string, stamp: string): Promise<ModelCard> => {
    const entry: KeptCard = { stamp, weights: null, card: inspectModel(path) }
    kept.set(path, entry)
    const forget = (): void => {
      if (kept.get(path) === entry) kept.delete(path)
    }
    for (const oldest of [...kept.keys()].slice(0, -keptStudies)) kept.delete(oldest)
    const noted = entry.card.then(async (card) => {
      entry.weights = await stampOf(weightPaths(path, card.externalFiles))
      return card
    })
    noted.catch(forget)
    return noted
  }
  return async (path) => {
    const stamp = await stampOf([path])
    const found = kept.get(path)
    if (found?.stamp === stamp && (found.weights === null || (await isCurrent(found, path))))
      return found.card
    return read(path, stamp)
  }
}

function weightPaths(modelPath: string, names: readonly string[]): string[] {
  return names.map((name) => join(dirname(modelPath), name))
}

/** What of a study decides how its tables are read: changing a preprocessing step reads none of their rows again. */
function tableWords({ study: { dataset, modalities } }: OpenStudy): unknown[] {
  const ofModalities = modalities.map((modality) => {
    const { attributes, columns } = descriptionOf(modality)
    return [attributes(modality), columns(modality)]
  })
  return [dataset, ofModalities]
}

/** Changes whenever one of the files is written, moved or exchanged. A link counts as what it leads to. */
export async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(resolve(path), { bigint: true }).catch(whereRefused(null))
      return found === null ? '' : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(':')
    }),
  )
  return stamps.join(' ')
}
