/** 10 of 11: a file is either the old one or the whole new one, also after a power cut. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { withPath } from '@shared/errors'
import { privateFileMode } from './private-folder'

interface SaveOptions {
  /** Of a new file, less what the umask takes away. */
  readonly mode?: number
  /** As it is, whatever the umask. */
  readonly exactMode?: number
}

/** Writes beside the target, syncs, renames over it, and syncs the folder. Readers never see half a file. For its owner alone unless a mode is given. */
export async function saveAtomically(
  path: string,
  content: string | Uint8Array,
  { mode = privateFileMode, exactMode }: SaveOptions = {},
): Promise<void> {
  const draft = `${path}.draft-${randomUUID()}`
  try {
    const file = await open(draft, 'wx', mode)
    try {
      await file.writeFile(content)
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
