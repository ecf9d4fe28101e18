/** 10 of 11: one process at a time works on a run. A lock whose process is gone is taken over. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { AppError, isSystemError, withPath } from '@shared/errors'
import type { RunFolder } from './run-folder'

/** Takes the lock and returns its release. Errors: run/busy. */
export async function lockRun(folder: RunFolder): Promise<() => Promise<void>> {
  const holder = await lockHolder(folder)
  if (holder !== null) throw new AppError('run/busy', { run: folder.run })
  await rm(folder.lock, { force: true })
  try {
    await writeFile(folder.lock, String(process.pid), { flag: 'wx' })
  } catch (cause) {
    if (!isSystemError(cause) || cause.code !== 'EEXIST') throw withPath(cause, folder.lock)
    throw new AppError('run/busy', { run: folder.run }, { cause })
  }
  return () => rm(folder.lock, { force: true })
}

/** The process id that works on the run now; null when none does. */
export async function lockHolder(folder: RunFolder): Promise<number | null> {
  const text = await readFile(folder.lock, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
