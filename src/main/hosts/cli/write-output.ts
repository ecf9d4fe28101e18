/** Files that a command was asked to write. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError, fullDiskDetails, isDiskFull, isSystemError, withPath } from '@shared/errors'

export interface WriteOptions {
  /** Default: true. */
  readonly overwrite?: boolean
}

/** Writes a file and returns its absolute path. Errors: file/exists (unless it may be overwritten), file/no-space, file/unwritable. */
export async function writeOutput(
  path: string,
  content: string | Uint8Array,
  { overwrite = true }: WriteOptions = {},
): Promise<string> {
  const absolute = resolve(path)
  const file = basename(absolute)
  try {
    await writeFile(absolute, content, { flag: overwrite ? 'w' : 'wx' })
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'EEXIST')
      throw new AppError('file/exists', { file }, { cause })
    throw toUnwritable(absolute, cause)
  }
  return absolute
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
