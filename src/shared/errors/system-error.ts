/** Refusals of the operating system, known by their shape: no border lets their class through. */
import type { Details } from './entry'

export interface SystemError extends Error {
  /** As in errno: ENOENT, EACCES, ENOSPC. */
  readonly code: string
  readonly syscall: string
}

/** True for what Node throws when a call to the operating system fails. */
export function isSystemError(thrown: unknown): thrown is SystemError {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    'syscall' in thrown &&
    typeof thrown.syscall === 'string'
  )
}

/** Codes of a full disk, a full quota included. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT'])

/** True where nothing was refused but the space. */
export function isDiskFull({ code }: Pick<SystemError, 'code'>): boolean {
  return fullCodes.has(code)
}

/** The folder that has no space left; the call where the error had no path. */
export function fullDiskDetails(thrown: SystemError): { folder: string; why: string } & Details {
  const path = 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : null
  return { folder: path === null ? 'the disk' : folderOf(path), why: thrown.code }
}

/** Writing to an open file fails without its path: puts it there, so that the sentence can name a place. */
export function withPath(thrown: unknown, path: string): unknown {
  return isSystemError(thrown) && !('path' in thrown) ? Object.assign(thrown, { path }) : thrown
}

/** What the usual codes mean; the code stands behind them. */
export function systemWords(code: string): string {
  const words = meanings[code]
  return words === undefined ? code : `${words}, ${code}`
}

const meanings: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'not permitted',
  EROFS: 'the drive can only be read',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it is there already',
  EBUSY: 'another program uses it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EFBIG: 'it is larger than the drive allows',
  EIO: 'the drive reports a fault',
  ENOSPC: 'no space left',
  EDQUOT: 'the quota of the user is used up',
}

function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return cut > 0 ? path.slice(0, cut) : path
}

/** What is told of a refusal: the base name of the path, or the call where it had none. */
export function systemErrorDetails(thrown: SystemError): { file: string; why: string } & Details {
  const path = 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : thrown.syscall
  return { file: path.split(/[\\/]/).at(-1) ?? path, why: thrown.code }
}
