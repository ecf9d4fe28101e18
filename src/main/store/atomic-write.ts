/** A file is either the old one or the whole new one, also after a power cut. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { withPath } from '@shared/errors'
import { privateFileMode } from './private-folder'

/** What a file is made of; pieces when it is too large to be one. */
export type FileContent = string | Uint8Array | Pieces
type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

interface SaveOptions {
  /** Of a new file, less what the umask takes away. */
  readonly mode?: number
  /** As it is, whatever the umask. */
  readonly exactMode?: number
}

/** Writes beside the target, syncs, renames over it, and syncs the folder. Readers never see half a file. For its owner alone unless a mode is given. */
export async function saveAtomically(
  path: string,
  content: FileContent,
  { mode = privateFileMode, exactMode }: SaveOptions = {},
): Promise<void> {
  const draft = `${path}.draft-${randomUUID()}`
  try {
    const file = await open(draft, 'wx', mode)
    try {
      await writeContent(file, content)
      if (exactMode !== undefined) await file.chmod(exactMode)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw withPath(error, path)
  }
  await syncFolder(dirname(path))
}

/** Writes the whole of it to an open file. */
export async function writeContent(file: FileHandle, content: FileContent): Promise<void> {
  if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content)
  else for await (const block of toBlocks(content)) await file.writeFile(block)
}

const blockBytes = 256 * 1024

/** Gathers small pieces: a call of the system for each would take longer than the writing. */
async function* toBlocks(pieces: Pieces): AsyncGenerator<Buffer, void> {
  let gathered: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    gathered.push(bytes)
    size += bytes.length
    if (size < blockBytes) continue
    yield Buffer.concat(gathered)
    gathered = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(gathered)
}

/** Makes a rename durable. Windows cannot open a folder and needs none of this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const file = await open(folder, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
