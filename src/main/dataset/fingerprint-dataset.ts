/** Has the data set changed since the run began? */
import { at } from '@shared/at'
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { onlyFor, whereRefused } from '@shared/expected-failure'
import { readPieces } from '../files/read-bytes'
import type { DatasetCase } from './dataset'
import type { OpenStudy } from './open-study'
import { filesOf, sourceRef } from './source-ref'

/** SHA-256 over the bytes of all tables of a study. */
export async function fingerprintTables(open: OpenStudy): Promise<string> {
  const hash = createHash('sha256')
  for (const path of tablePaths(open)) await readPieces(path, (piece) => hash.update(piece))
  return hash.digest('hex')
}

/**
 * SHA-256 over the bytes of all tables and the name and size of every source file of the given cases, in their order. A folder
 * counts by its files; what is not there counts as absent, so that a file that appears later is noticed too.
 */
export async function fingerprintDataset(open: OpenStudy, cases: readonly DatasetCase[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of tablePaths(open)) await readPieces(path, (piece) => hash.update(piece))
  for (const datasetCase of cases) {
    for (const path of sourcePaths(open, datasetCase)) {
      hash.update(JSON.stringify(await describeSource(path)))
    }
  }
  return hash.digest('hex')
}

/** The table of cases first, then the joined ones in order. */
export function tablePaths({ study, folder, tablePath }: OpenStudy): string[] {
  return [tablePath, ...study.dataset.join.map(({ table }) => resolve(folder, table))]
}

/** Paths of the sources of a case; one whose cell is empty has none, and the run will say so. */
function sourcePaths(open: OpenStudy, datasetCase: DatasetCase): string[] {
  return open.study.modalities.flatMap((modality) => {
    try {
      return filesOf(sourceRef(open, modality, datasetCase))
    } catch (thrown) {
      return onlyFor(['table/no-cell'], [])(thrown)
    }
  })
}

async function describeSource(path: string): Promise<(string | number)[]> {
  const entry = await stat(path).catch(whereRefused(null))
  if (entry === null) return ['absent']
  if (!entry.isDirectory()) return ['file', entry.size]
  const names = (await readdir(path)).toSorted()
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))))
  return ['folder', ...names.flatMap((name, index) => [name, at(sizes, index)])]
}

/** Size in bytes; -1 for a link that leads nowhere. */
async function sizeOf(path: string): Promise<number> {
  const entry = await stat(path).catch(whereRefused(null))
  return entry?.size ?? -1
}
