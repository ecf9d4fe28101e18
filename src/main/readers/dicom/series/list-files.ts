/** The files of a folder that may be DICOM: those that its DICOMDIR lists, else those that lie in it. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { AppError, isAppError } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { toFileError } from '../../../files/open-file'
import { readBytes } from '../../../files/read-bytes'
import { parseDicom } from '../headers/dicom-data-set'
import { toDirectoryEntries, type DirectoryEntry } from '../headers/directory'

/** Base names of missing files by SeriesInstanceUID; null for those of an unknown series. */
export type MissingFiles = ReadonlyMap<string | null, readonly string[]>

export interface FolderFiles {
  readonly paths: readonly string[]
  readonly missing: MissingFiles
}

/** Tells whether a file is a DICOM directory by its name, which the standard fixes (PS3.10, 8.6). */
export function isDirectoryFile(path: string): boolean {
  return basename(path).toUpperCase() === 'DICOMDIR'
}

/**
 * Lists the files of a folder. A DICOMDIR that lists none is passed over, and any where it is to be ignored.
 * Errors: dicom/directory-outside, dicom/directory-damaged, file/not-found, file/unreadable.
 */
export async function listFiles(folder: string, ignoresDicomdir = false): Promise<FolderFiles> {
  const names = await fileNames(folder)
  const directory = ignoresDicomdir ? undefined : names.find(isDirectoryFile)
  if (directory !== undefined) {
    const entries = readDirectory(await readBytes(join(folder, directory)), folder, directory)
    if (entries.length > 0) return listEntries(folder, entries)
  }
  return { paths: names.map((name) => join(folder, name)), missing: new Map() }
}

function readDirectory(bytes: Uint8Array, folder: string, file: string): readonly DirectoryEntry[] {
  try {
    return toDirectoryEntries(parseDicom(bytes, file))
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown
    throw new AppError('dicom/directory-damaged', { folder: basename(folder) }, { cause: thrown })
  }
}

async function listEntries(folder: string, entries: readonly DirectoryEntry[]): Promise<FolderFiles> {
  const root = await realpath(folder)
  const paths = new Set<string>()
  const missing = new Map<string | null, string[]>()
  for (const { parts, seriesUid } of entries) {
    const path = await findInside(root, parts, basename(folder))
    if (path !== null) paths.add(path)
    else missing.set(seriesUid, [...(missing.get(seriesUid) ?? []), parts.at(-1) ?? ''])
  }
  return { paths: [...paths], missing }
}

/** Media write names in capitals, copies of them often in small letters. */
async function findInside(root: string, parts: readonly string[], folder: string): Promise<string | null> {
  for (const spelling of [parts, parts.map((part) => part.toLowerCase())]) {
    const path = await realpath(join(root, ...spelling)).catch(whereRefused(null))
    const way = relative(root, path ?? join(root, ...spelling))
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new AppError('dicom/directory-outside', { folder, file: parts.at(-1) ?? '' })
    }
    if (path !== null && (await stat(path)).isFile()) return path
  }
  return null
}

async function fileNames(folder: string): Promise<readonly string[]> {
  try {
    const names: string[] = []
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      // Archives kept with git-annex link each slice, so links are followed.
      const isFile = entry.isSymbolicLink() ? (await stat(join(folder, entry.name))).isFile() : entry.isFile()
      if (isFile) names.push(entry.name)
    }
    return names.toSorted()
  } catch (thrown) {
    throw toFileError(thrown, folder)
  }
}
