/** Before the flow: bytes from disk, with a limit and with failures in our words. */
import { constants } from 'node:buffer'
import { readSync } from 'node:fs'
import { stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { toFileError, withFile, withFileSync } from './open-file'

/** Node reads at most 2 GiB into one buffer. */
export const MAX_FILE_BYTES = 2 ** 31 - 1

/** The first bytes of a file and the size of the whole. */
export interface FileHead {
  readonly bytes: Uint8Array
  readonly sizeBytes: number
}

/** A piece of a file that is read in pieces. */
const PIECE_BYTES = 2 ** 20

/** Reads the first `maxBytes` of a file, or all of it where it has fewer. Errors: those of `withFile`. */
export async function readHead(path: string, maxBytes: number): Promise<FileHead> {
  return withFile(path, async ({ handle, sizeBytes }) => {
    return { bytes: await readStart(handle, Math.min(sizeBytes, maxBytes)), sizeBytes }
  })
}

/** Fewer bytes than asked for where the file became shorter meanwhile. */
async function readStart(handle: FileHandle, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** The same for drafts. Errors: those of `withFile`. */
export function readHeadSync(path: string, maxBytes: number): FileHead {
  return withFileSync(path, ({ descriptor, sizeBytes }) => {
    const buffer = new Uint8Array(Math.min(sizeBytes, maxBytes))
    const filled = readSync(descriptor, buffer, 0, buffer.length, 0)
    return { bytes: buffer.subarray(0, filled), sizeBytes }
  })
}

/** Reads a whole file; its size is looked at before. Errors: file/too-large when above `limitBytes`, and those of `withFile`. */
export async function readBytes(path: string, limitBytes: number = MAX_FILE_BYTES): Promise<Uint8Array> {
  return withFile(path, async ({ handle, sizeBytes }) => {
    if (sizeBytes <= limitBytes) return readStart(handle, sizeBytes)
    throw new AppError('file/too-large', { file: basename(path), sizeBytes, limitBytes })
  })
}

/** Reads a whole file as UTF-8; a larger one than a string holds is too large, whatever the limit. Errors: those of `readBytes`. */
export async function readUtf8(path: string, limitBytes: number = MAX_FILE_BYTES): Promise<string> {
  const bytes = await readBytes(path, Math.min(limitBytes, constants.MAX_STRING_LENGTH))
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** Goes through a file of any size, as long as it was when it was opened. Errors: those of `withFile`. */
export async function readPieces(path: string, take: (piece: Uint8Array) => void): Promise<void> {
  await withFile(path, async ({ handle, sizeBytes }) => {
    const buffer = new Uint8Array(Math.min(sizeBytes, PIECE_BYTES))
    let position = 0
    while (position < sizeBytes) {
      const length = Math.min(buffer.length, sizeBytes - position)
      const { bytesRead } = await handle.read(buffer, 0, length, position)
      if (bytesRead === 0) break
      take(buffer.subarray(0, bytesRead))
      position += bytesRead
    }
  })
}

/** Tells folders from files. Errors: file/not-found, file/unreadable. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (thrown) {
    throw toFileError(thrown, path)
  }
}
