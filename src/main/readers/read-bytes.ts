/** 2 of 11: bytes from disk, with failures in our words. */
import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { MAX_FILE_BYTES } from './limits'

/** The first bytes of a file and the size of the whole. */
export interface FileHead {
  readonly bytes: Uint8Array
  readonly sizeBytes: number
}

/**
 * Reads a whole file, or its first `maxBytes`.
 * Errors: file/not-found, file/unreadable, file/too-large (above 2 GiB).
 */
export async function readHead(path: string, maxBytes: number): Promise<FileHead> {
  return withFile(path, async (handle) => {
    const { size } = await handle.stat()
    const buffer = new Uint8Array(Math.min(size, maxBytes))
    let filled = 0
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { bytes: buffer.subarray(0, filled), sizeBytes: size }
  })
}

/** Reads a whole file. Errors: file/not-found, file/unreadable, file/too-large when above `limitBytes`. */
export async function readBytes(path: string, limitBytes: number = MAX_FILE_BYTES): Promise<Uint8Array> {
  const { bytes, sizeBytes } = await readHead(path, limitBytes)
  if (sizeBytes > limitBytes) {
    throw new AppError('file/too-large', { file: basename(path), sizeBytes, limitBytes })
  }
  return bytes
}

/** Tells folders from files. Errors: file/not-found, file/unreadable. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (thrown) {
    throw toFileError(thrown, path)
  }
}

/** Says in our words why a path could not be used; details hold the last name of the path only. */
export function toFileError(thrown: unknown, path: string): AppError {
  const file = basename(path)
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('file/not-found', { file }, { cause: thrown })
  return new AppError('file/unreadable', { file, why: code }, { cause: thrown })
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | null = null
  try {
    handle = await open(path, 'r')
    return await use(handle)
  } catch (thrown) {
    throw toFileError(thrown, path)
  } finally {
    await handle?.close()
  }
}
