/** A run stops when its folder goes: an open file can be written long after it was removed, and nobody would ever find it. */
import { access, stat } from 'node:fs/promises'
import { AppError, isSystemError } from '@shared/errors'
import type { CaseSink } from '../run/job'
import type { RunFolder } from '../store/run-folder'

/** Looks, before and after a case is saved, whether the folder is still the one that the run began in. Errors: run/folder-gone. */
export async function watchFolder(folder: RunFolder, sink: CaseSink): Promise<CaseSink> {
  const first = await identityOf(folder)
  const look = async (): Promise<void> => {
    if ((await identityOf(folder)) !== first) throw new AppError('run/folder-gone', { run: folder.run })
  }
  const watched = async (save: () => Promise<void>): Promise<void> => {
    await look()
    await save()
    await look()
  }
  return {
    saveCase: (outputs) => watched(() => sink.saveCase(outputs)),
    saveSkipped: (caseId, error) => watched(() => sink.saveSkipped(caseId, error)),
  }
}

/** What tells the folder from another of its name; null where it is gone or was emptied. A number alone is given out again. */
async function identityOf({ path, manifest }: RunFolder): Promise<string | null> {
  try {
    await access(manifest)
    const { dev, ino, birthtimeNs } = await stat(path, { bigint: true })
    return [dev, ino, birthtimeNs].join(' ')
  } catch (thrown) {
    if (isSystemError(thrown) && ['ENOENT', 'ENOTDIR'].includes(thrown.code)) return null
    throw thrown
  }
}
