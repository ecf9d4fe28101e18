/** Files that a browser user may look at: a listing inside allowed roots, which hands out handles. */
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileEntry } from '@shared/file-entry'
import { AppError } from '@shared/errors'
import { fileKind } from '@shared/file-kind'
import { whereRefused } from '@shared/expected-failure'
import { isInside } from '../files/roots'
import { findFiles } from './find-files'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'

export type FilesService = ApiService['files'] & {
  /** Gives a path that the user chose in a dialog or on the command line its handle; hosts only. */
  readonly grant: (path: string) => string
}

/** Makes the files service. */
export function createFiles({ handles, roots }: ServiceContext): FilesService {
  const toEntry = (path: string, kind: FileEntry['kind']): FileEntry => ({
    handle: handles.grant(path),
    name: basename(path) || path,
    kind,
  })
  return {
    grant: (path) => handles.grant(path),
    find: async (sought) => ({
      found: (await findFiles(roots, sought)).map((path) => ({ ...toEntry(path, fileKind(path)), path })),
    }),
    roots: () => Promise.resolve(roots.map((root) => toEntry(root, 'folder'))),
    list: async ({ handle }) => {
      const path = handles.pathOf(handle)
      await assertInside(path, roots)
      const parent = dirname(path)
      const isRoot = roots.includes(path)
      return {
        path,
        parent: isRoot ? null : handles.grant(parent),
        entries: (await listFolder(path)).map(({ name, kind }) => toEntry(join(path, name), kind)),
      }
    },
  }
}

async function listFolder(path: string): Promise<{ name: string; kind: FileEntry['kind'] }[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('file/no-folder', { file: basename(path) }, { cause })
  })
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? ('folder' as const) : fileKind(entry.name),
    }))
    .toSorted(
      (a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name),
    )
}

/** Follows links first: a link out of a root is outside. Errors: file/outside-roots. */
export async function assertInside(path: string, roots: readonly string[]): Promise<void> {
  const real = await realpath(path).catch(whereRefused(path))
  for (const root of roots) {
    if (isInside(await realpath(root).catch(whereRefused(root)), real)) return
  }
  throw new AppError('file/outside-roots', { file: basename(path) })
}
