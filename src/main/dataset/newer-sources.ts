/** Were the files of a case written since a run began? Its maps lie over other pictures then. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { onlyFor, whereRefused } from '@shared/expected-failure'
import type { DatasetCase } from './dataset'
import type { OpenStudy } from './open-study'
import { filesOf, sourceRef } from './source-ref'

/**
 * The modalities with a file that was written, replaced or moved to its place after `moment`: by both times that a file system keeps, since a
 * copy brings its time of writing along. A file that is gone is told where it is read.
 */
export async function newerSources(
  open: OpenStudy,
  datasetCase: DatasetCase,
  moment: Date,
): Promise<string[]> {
  const newer: string[] = []
  for (const modality of open.study.modalities) {
    const paths = pathsOf(() => filesOf(sourceRef(open, modality, datasetCase)))
    const times = await Promise.all(paths.map(changedAt))
    if (times.some((time) => time > moment.getTime())) newer.push(modality.name)
  }
  return newer
}

/** A modality without a cell has no file. */
function pathsOf(find: () => readonly string[]): readonly string[] {
  try {
    return find()
  } catch (thrown) {
    return onlyFor(['table/no-cell'], [])(thrown)
  }
}

/** Of a folder the newest of its files. In ms. */
async function changedAt(path: string): Promise<number> {
  const entry = await stat(path).catch(whereRefused(null))
  if (entry === null) return 0
  if (!entry.isDirectory()) return Math.max(entry.mtimeMs, entry.ctimeMs)
  const files = (await readdir(path)).map((name) => join(path, name))
  const times = await Promise.all(files.map(timeOf))
  return Math.max(0, ...times)
}

async function timeOf(path: string): Promise<number> {
  const entry = await stat(path).catch(whereRefused(null))
  return entry === null ? 0 : Math.max(entry.mtimeMs, entry.ctimeMs)
}
