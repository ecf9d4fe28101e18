/** A lock of the operating system on an open file. It ends with its process, however that ends, and cannot be held twice. */
import type { FileHandle } from 'node:fs/promises'

export type FileLock = 'taken' | 'held-by-another' | 'unsupported'

/** One byte far behind what the file holds: Windows lets nobody read what is locked. */
const lockedByte = 2 ** 30

/** Tries once. Unsupported: the file system has no locks (some network drives), or there is none of the library for this machine. */
export async function tryFileLock(file: FileHandle, kind: 'exclusive' | 'shared'): Promise<FileLock> {
  const tryLock = await loadTryLock()
  if (tryLock === null) return 'unsupported'
  try {
    const isTaken = tryLock(file.fd, lockedByte, 1, { shared: kind === 'shared' })
    return isTaken ? 'taken' : 'held-by-another'
  } catch {
    return 'unsupported'
  }
}

/** Loaded when it is needed: a machine without a binary of the library can do all the rest. */
async function loadTryLock() {
  try {
    const { default: extensions } = await import('fs-native-extensions')
    return extensions.tryLock
  } catch {
    return null
  }
}
