/** One process at a time works on a run. docs/decisions/0014-a-lock-of-the-system.md says why it is made so. */
import { randomUUID } from 'node:crypto'
import { constants, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, isSystemError, withPath } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { tryFileLock, type FileLock } from './file-lock'
import { isAlive, ownHolder, parseHolder, type LockHolder } from './lock-holder'
import type { RunFolder } from './run-folder'

/** How often a holder shows other machines that it lives, and after how long without that nobody believes it. */
const beatMs = 15_000
const silentMs = 5 * 60_000

/** Who looks whether a run is held holds it for a moment: one that wants it tries again for so long. */
const tries = 20
const pauseMs = 25

/** Takes the lock and returns its release. Errors: run/busy, run/busy-elsewhere. */
export async function lockRun(folder: RunFolder): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt += 1) {
    const file = await openLock(folder)
    if (!(await file.stat()).isFile()) {
      await file.close()
      throw new AppError('run/bad-lock', { run: folder.run })
    }
    const lock = await tryFileLock(file, 'exclusive')
    if (lock !== 'held-by-another' && (await isSameFile(file, folder.lock))) {
      return holdLock(folder, file, lock).catch(async (thrown: unknown) => {
        await file.close()
        throw thrown
      })
    }
    const holder = await readHolder(file)
    await file.close()
    if (attempt === tries) throw busy(folder, holder)
    await sleep(pauseMs)
  }
}

/** True while a process works on the run. */
export async function isLocked(folder: RunFolder): Promise<boolean> {
  const file = await open(folder.lock, constants.O_RDONLY | ownFileAlone).catch(whereRefused(null))
  if (file === null) return false
  try {
    if (!(await file.stat()).isFile()) return false
    const lock = await tryFileLock(file, 'shared')
    if (lock === 'held-by-another') return true
    const holder = await readHolder(file)
    return holder !== null && (await isHeldWithoutLock(folder, file, lock, holder))
  } finally {
    await file.close()
  }
}

/** Nothing is written through a link that somebody put there, and no pipe is waited for. Windows knows neither flag. */
const ownFileAlone = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK

async function openLock(folder: RunFolder): Promise<FileHandle> {
  try {
    return await open(folder.lock, constants.O_RDWR | constants.O_CREAT | ownFileAlone, 0o600)
  } catch (cause) {
    // Windows: a file that its holder removes just now.
    if (isSystemError(cause) && cause.code === 'EPERM' && process.platform === 'win32')
      throw new AppError('run/busy', { run: folder.run }, { cause })
    const isNoFile = isSystemError(cause) && ['EISDIR', 'ELOOP', 'ENXIO'].includes(cause.code)
    if (isNoFile) throw new AppError('run/bad-lock', { run: folder.run }, { cause })
    throw withPath(cause, folder.lock)
  }
}

/** False when the file was removed, by a holder that let go, between opening and locking it. */
async function isSameFile(file: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([file.stat(), stat(path).catch(whereRefused(null))])
  return there !== null && there.ino === own.ino && there.dev === own.dev
}

async function holdLock(folder: RunFolder, file: FileHandle, lock: FileLock): Promise<() => Promise<void>> {
  const before = await readHolder(file)
  if (before !== null && (await isHeldWithoutLock(folder, file, lock, before))) throw busy(folder, before)
  const token = randomUUID()
  const text = Buffer.from(JSON.stringify(ownHolder(token)))
  await file.write(text, 0, text.length, 0)
  await file.truncate(text.length)
  await file.sync()
  if (lock === 'unsupported') await settle(folder, file, token)
  const beat = setInterval(() => {
    const now = new Date()
    // A beat that fails is told by nothing: it costs what other machines see, and a lost folder is told by the next case.
    file.utimes(now, now).catch(whereRefused(undefined))
  }, beatMs)
  beat.unref()
  return async () => {
    clearInterval(beat)
    await rm(folder.lock, { force: true })
    await file.close()
  }
}

/** Without locks two may have written at once: the last one has it, and the pause shows it to the others. */
async function settle(folder: RunFolder, file: FileHandle, token: string): Promise<void> {
  await sleep(tries * pauseMs)
  const holder = await readHolder(file)
  if (holder?.token !== token) throw busy(folder, holder)
}

/**
 * True when the file names a holder that no lock of ours can see: on another machine, whose locks a network drive may not carry, as long
 * as it shows that it lives; on this one only where the file system has no locks.
 */
async function isHeldWithoutLock(
  folder: RunFolder,
  file: FileHandle,
  lock: FileLock,
  holder: LockHolder,
): Promise<boolean> {
  if (holder.host === hostname()) return lock === 'unsupported' && isAlive(holder)
  const { mtimeMs } = await file.stat()
  return (await nowOfDrive(folder)) - mtimeMs < silentMs
}

/** The clock of the machine that keeps the files, which stamps them; ours where nothing can be written. */
async function nowOfDrive({ lock }: RunFolder): Promise<number> {
  const path = `${lock}-${randomUUID()}`
  try {
    const file = await open(path, 'wx', 0o600)
    const { mtimeMs } = await file.stat()
    await file.close()
    return mtimeMs
  } catch (thrown) {
    return whereRefused(Date.now())(thrown)
  } finally {
    await rm(path, { force: true }).catch(whereRefused(undefined))
  }
}

async function readHolder(file: FileHandle): Promise<LockHolder | null> {
  const { bytesRead, buffer } = await file.read({ position: 0, buffer: Buffer.alloc(4096) })
  return parseHolder(buffer.toString('utf8', 0, bytesRead))
}

function busy({ run }: RunFolder, holder: LockHolder | null): AppError {
  if (holder === null || holder.host === hostname()) return new AppError('run/busy', { run })
  return new AppError('run/busy-elsewhere', { run, host: holder.host, silentMinutes: silentMs / 60_000 })
}
