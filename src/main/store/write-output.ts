/** Files that a person asked for, written as a whole or not at all. */
import { mkdir, open, realpath, rm, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError, fullDiskDetails, isDiskFull, isSystemError, withPath } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { saveAtomically, writeContent, type FileContent } from './atomic-write'

export interface WriteOptions {
  /** Default: true. */
  readonly overwrite?: boolean
}

/** Writes a file and returns its absolute path. Errors: file/exists (unless it may be overwritten), file/no-space, file/unwritable. */
export async function writeOutput(
  path: string,
  content: FileContent,
  { overwrite = true }: WriteOptions = {},
): Promise<string> {
  const absolute = resolve(path)
  const file = basename(absolute)
  try {
    if (overwrite) await replaceFile(absolute, content)
    else await writeNew(absolute, content)
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'EEXIST')
      throw new AppError('file/exists', { file }, { cause })
    throw toUnwritable(absolute, cause)
  }
  return absolute
}

/** What a person asked for is as open as what other programs write for him: the umask decides. */
const usualMode = 0o666

/** Leaves the old file until the new one is whole, and its permissions; a device or pipe, which cannot be replaced, is written to. */
async function replaceFile(path: string, content: FileContent): Promise<void> {
  const there = await stat(path).catch(whereRefused(null))
  if (there === null) await saveAtomically(path, content, { mode: usualMode })
  else if (there.isFile())
    await saveAtomically(await realpath(path), content, { exactMode: there.mode & 0o777 })
  else await writeInto(path, content)
}

async function writeInto(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'w')
  try {
    await writeContent(file, content)
  } finally {
    await file.close()
  }
}

async function writeNew(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await writeContent(file, content)
    await file.close()
  } catch (thrown) {
    await file.close().catch(whereRefused(undefined))
    await rm(path, { force: true })
    throw thrown
  }
}

/** Makes a folder for files that will be written, with its parents, and returns its absolute path. Errors: file/unwritable. */
export async function makeOutputFolder(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    await mkdir(absolute, { recursive: true })
  } catch (cause) {
    throw toUnwritable(absolute, cause)
  }
  return absolute
}

/** What the system refused, in our words; anything else stays as it is. */
function toUnwritable(path: string, cause: unknown): unknown {
  const named = withPath(cause, path)
  if (!isSystemError(named)) return cause
  if (isDiskFull(named)) return new AppError('file/no-space', fullDiskDetails(named), { cause })
  return new AppError('file/unwritable', { file: basename(path), why: named.code }, { cause })
}
