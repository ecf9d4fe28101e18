/** A nested folder -> its files, one after the other, without opening them. */
import { opendir, realpath, stat } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError, isSystemError, toErrorData, type ErrorData } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import type { FoundFile } from './read-file-record'

export type Walked =
  | { readonly what: 'folder' }
  | { readonly what: 'file'; readonly file: FoundFile; readonly isRegular: boolean }
  | { readonly what: 'problem'; readonly path: string; readonly error: ErrorData }

export interface WalkOptions {
  /** Asked for the real path of a linked folder or file. */
  readonly mayFollow: (realPath: string) => boolean
  readonly limit: number
}

/**
 * Walks a folder and what lies below it. Each folder is entered once, whatever links lead to it; one that cannot be read is a
 * problem, and the rest goes on. Errors: scan/folder-unreadable for the folder itself, scan/too-many-files above `limit` entries.
 */
export async function* walkFolder(root: string, options: WalkOptions): AsyncGenerator<Walked, void> {
  const waiting = ['']
  const entered = new Set<string>()
  let count = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const real = await realpath(join(root, folder)).catch(whereRefused(null))
    if (real !== null && entered.has(real)) continue
    if (real !== null) entered.add(real)
    yield { what: 'folder' }
    for await (const found of listEntries(root, folder, options)) {
      count += 1
      if (count > options.limit)
        throw new AppError('scan/too-many-files', { folder: basename(root), limit: options.limit })
      if (found.what === 'subfolder') waiting.push(found.path)
      else yield found
    }
  }
}

type Entry = Walked | { readonly what: 'subfolder'; readonly path: string }

async function* listEntries(root: string, folder: string, options: WalkOptions): AsyncGenerator<Entry, void> {
  try {
    for await (const entry of await opendir(join(root, folder))) {
      const found = await lookAt(root, join(folder, entry.name), entry, options)
      if (found !== null) yield found
    }
  } catch (thrown) {
    const error = new AppError('scan/folder-unreadable', {
      folder: basename(join(root, folder)),
      why: isSystemError(thrown) ? thrown.code : 'unknown',
    })
    if (folder === '') throw error
    yield toProblem(folder, error)
  }
}

/** Null for a link whose target is gone and for files that vanish while they are listed. */
async function lookAt(
  root: string,
  path: string,
  entry: Dirent,
  { mayFollow }: WalkOptions,
): Promise<Entry | null> {
  const full = join(root, path)
  if (entry.isDirectory()) return { what: 'subfolder', path }
  if (entry.isSymbolicLink()) {
    const real = await realpath(full).catch(whereRefused(null))
    if (real === null) return null
    if (!mayFollow(real)) return toProblem(path, new AppError('scan/link-outside', { file: basename(path) }))
  }
  const found = await stat(full).catch(whereRefused(null))
  if (found === null) return null
  if (found.isDirectory()) return { what: 'subfolder', path }
  const file = { path, sizeBytes: found.size, mtimeMs: found.mtimeMs }
  return { what: 'file', file, isRegular: found.isFile() }
}

function toProblem(path: string, error: AppError): Walked {
  return { what: 'problem', path, error: toErrorData(error, 'scan') }
}
