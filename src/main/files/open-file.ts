/** Before the flow: the one place at which files are opened for reading: regular files alone, inside the roots of the host. */
import { closeSync, constants, fstatSync, openSync, statSync, type Stats } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError, isAppError } from '@shared/errors'
import { assertInRoots, assertInRootsSync } from './roots'

/** A file that was found to be one: its size is what it held when it was opened. */
export interface OpenedFile {
  readonly handle: FileHandle
  readonly sizeBytes: number
}

/** Nothing that is opened may wait: a pipe without a writer would for ever. Windows knows neither flag. */
const flags =
  constants.O_RDONLY |
  ('O_NONBLOCK' in constants ? constants.O_NONBLOCK : 0) |
  ('O_NOCTTY' in constants ? constants.O_NOCTTY : 0)

/**
 * Opens a file and closes it after use. Asked for what it is before it is opened (a device may do something then) and after.
 * Errors: file/not-a-file, file/not-found, file/unreadable, file/outside-roots, file/link-outside.
 */
export async function withFile<T>(path: string, use: (file: OpenedFile) => Promise<T>): Promise<T> {
  let handle: FileHandle | null = null
  try {
    assertFile(await stat(path), path)
    await assertInRoots(path)
    handle = await open(path, flags)
    const found = await handle.stat()
    assertFile(found, path)
    if (found.size === 0) assertNothing((await handle.read(new Uint8Array(1), 0, 1, 0)).bytesRead, path)
    return await use({ handle, sizeBytes: found.size })
  } catch (thrown) {
    throw toFileError(thrown, path)
  } finally {
    await handle?.close()
  }
}

/** The same for drafts, which look at files in the midst of other work. */
export function withFileSync<T>(
  path: string,
  use: (file: { descriptor: number; sizeBytes: number }) => T,
): T {
  let descriptor: number | null = null
  try {
    assertFile(statSync(path), path)
    assertInRootsSync(path)
    descriptor = openSync(path, flags)
    const found = fstatSync(descriptor)
    assertFile(found, path)
    return use({ descriptor, sizeBytes: found.size })
  } catch (thrown) {
    throw toFileError(thrown, path)
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Errors: file/not-a-file, which says what it is instead. */
function assertFile(found: Stats, path: string): void {
  if (found.isFile()) return
  throw new AppError('file/not-a-file', { file: basename(path), what: kindOf(found) })
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a pipe'
  if (found.isSocket()) return 'a socket'
  return 'a device'
}

/** Files of /proc and /sys say that they are empty, have content, and some of them never end. */
function assertNothing(bytesRead: number, path: string): void {
  if (bytesRead === 0) return
  const what = 'a file of the operating system, which does not say how long it is'
  throw new AppError('file/not-a-file', { file: basename(path), what })
}

/** Says in our words why a path could not be used; details hold the last name of the path only. */
export function toFileError(thrown: unknown, path: string): AppError {
  if (isAppError(thrown)) return thrown
  const file = basename(path)
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('file/not-found', { file }, { cause: thrown })
  return new AppError('file/unreadable', { file, why: code }, { cause: thrown })
}

/** True where nothing but reading failed: callers then say which file of theirs it was. */
export function isUnread(thrown: unknown): boolean {
  return isAppError(thrown) && (thrown.code === 'file/not-found' || thrown.code === 'file/unreadable')
}
