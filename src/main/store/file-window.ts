/** A file read from its beginning to its end, of which a small piece is in memory. */
import type { FileHandle } from 'node:fs/promises'

const windowBytes = 256 * 1024

export interface FileWindow {
  readonly size: number
  /** Bytes from `at` on, as many as are asked for and there; only until the next call. Shorter at the end of the file. */
  readonly bytes: (at: number, count: number) => Promise<Buffer>
}

/** Reads at most what the file had when it was opened: it may be growing. */
export async function openWindow(file: FileHandle): Promise<FileWindow> {
  const { size } = await file.stat()
  let buffer: Buffer = Buffer.alloc(0)
  let start = 0
  return {
    size,
    bytes: async (at, count) => {
      const wanted = Math.max(0, Math.min(count, size - at))
      if (at < start || at + wanted > start + buffer.length) {
        buffer = await readAt(file, at, Math.min(Math.max(wanted, windowBytes), size - at))
        start = at
      }
      return buffer.subarray(at - start, at - start + wanted)
    },
  }
}

/** Reads so many bytes, fewer only at the end of the file. */
export async function readAt(file: FileHandle, at: number, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, count))
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
