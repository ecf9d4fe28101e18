/** What the application keeps on disk, with its size. */
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '@shared/settings'
import { unlessBug, whereRefused } from '@shared/expected-failure'
import { listRuns } from '../store/run-store'
import { indexFileOf, loadIndexHead, scansFolder, INDEX_SUFFIX } from './scan-index'
import { runsFolder, type ServiceContext } from './service-context'

/** Counts the bytes of files; links are not followed. Throws the reason of `signal` between two folders. */
export async function measureStorage(context: ServiceContext, signal?: AbortSignal): Promise<Storage> {
  const { home, roots } = context
  const runs: Storage['runs'] = []
  for (const { run, name, createdAt, state } of await listRuns(runsFolder(context)).catch(unlessBug([])))
    runs.push({
      run,
      name,
      createdAt,
      state,
      bytes: await bytesBelow(join(runsFolder(context), run), signal),
    })
  const indexes = await listIndexes(home)
  const all = await bytesBelow(home, signal)
  const own = await bytesBelow(runsFolder(context), signal)
  const ofIndexes = indexes.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    ...{ home, roots: [...roots], runs, indexes },
    otherBytes: Math.max(0, all - own - ofIndexes),
  }
}

async function listIndexes(home: string): Promise<Storage['indexes']> {
  const names = await readdir(scansFolder(home)).catch(whereRefused([]))
  const found: Storage['indexes'] = []
  for (const name of names.filter((one) => one.endsWith(INDEX_SUFFIX))) {
    const scan = name.slice(0, -INDEX_SUFFIX.length)
    const file = join(scansFolder(home), name)
    const head = await Promise.resolve()
      .then(() => loadIndexHead(indexFileOf(home, scan)))
      .catch(unlessBug(null))
    const entry = await lstat(file).catch(whereRefused(null))
    if (entry !== null) found.push({ scan, folder: head?.path ?? name, bytes: entry.size })
  }
  return found
}

async function bytesBelow(folder: string, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted()
  const entries = await readdir(folder, { withFileTypes: true }).catch(whereRefused([]))
  let bytes = 0
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += await bytesBelow(path, signal)
    else if (entry.isFile()) bytes += (await lstat(path).catch(whereRefused(null)))?.size ?? 0
  }
  return bytes
}
