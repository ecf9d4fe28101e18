/** Before the flow: where files may lie: in the folders that a host lets its users see, and beside the file that names another. */
import { realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'

/** Null where the user of this process may read whatever the operating system lets them read: command line and desktop. */
let roots: readonly string[] | null = null
/** Folders of the studies that this process opened: what lies in them belongs together. */
const studyFolders = new Set<string>()

/** From here on nothing is opened outside of these folders, however it is named. Once per process, by a host whose users are not those of the machine. */
export function restrictToRoots(folders: readonly string[] | null): void {
  roots = folders === null ? null : folders.map(realOf)
}

/** The real paths of these folders, for a process that reads on behalf of this one. */
export function allowedRoots(): readonly string[] | null {
  return roots
}

/** The folder of a study that was opened; a data file may be named there by a link that leads to another place in it. */
export function noteStudyFolder(folder: string): void {
  studyFolders.add(realOf(folder))
}

/** Errors: file/outside-roots; file/link-outside where a link leads out of them. */
export async function assertInRoots(path: string): Promise<void> {
  if (roots !== null) assertReal(await realpath(path), path, roots)
}

/** The same, at once. */
export function assertInRootsSync(path: string): void {
  if (roots !== null) assertReal(realpathSync(path), path, roots)
}

function assertReal(real: string, path: string, folders: readonly string[]): void {
  if (folders.some((folder) => isInside(folder, real))) return
  const code = real === resolve(path) ? 'file/outside-roots' : 'file/link-outside'
  throw new AppError(code, { file: basename(path) })
}

/**
 * Tells whether a file that another one names by a plain name really lies beside it, in the folder of its study or in the roots: a link
 * may lead elsewhere. Caches of models keep links to files that lie beside each other in another folder. True for what is not there.
 */
export async function liesBeside(path: string, naming: string): Promise<boolean> {
  const real = await realpath(path).catch(whereRefused(null))
  if (real === null) return true
  const folders = [await realpath(dirname(naming)), dirname(await realpath(naming))]
  return [...folders, ...studyFolders, ...(roots ?? [])].some((folder) => isInside(folder, real))
}

/** True for the folder itself and everything below; both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way))
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch (thrown) {
    return whereRefused(resolve(folder))(thrown)
  }
}
