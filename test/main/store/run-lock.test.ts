import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as fileLock from '../../../src/main/store/file-lock'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import { isLocked, lockRun } from '../../../src/main/store/run-lock'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const drive = vi.hoisted(() => ({ hasLocks: true }))

vi.mock('../../../src/main/store/file-lock', async (importOriginal) => {
  const original = await importOriginal<typeof fileLock>()
  const tryFileLock: typeof original.tryFileLock = (file, kind) =>
    drive.hasLocks ? original.tryFileLock(file, kind) : Promise.resolve('unsupported')
  return { ...original, tryFileLock }
})

beforeEach(() => {
  drive.hasLocks = true
})

const folders = useTemporaryFolders()

function emptyRun(): RunFolder {
  const folder = runFolderAt(join(folders({}), 'a-run'))
  mkdirSync(folder.path)
  return folder
}

const holder = (fields: object) =>
  JSON.stringify({ pid: process.pid, host: hostname(), processStart: null, token: 'of another', ...fields })

/** A process that locks the file as a run does, and never lets go of it by itself. */
async function startHolder({ lock }: RunFolder) {
  const program = `
    const { openSync } = require('node:fs')
    const { tryLock } = require(${JSON.stringify(createRequire(import.meta.url).resolve('fs-native-extensions'))})
    console.log(tryLock(openSync(${JSON.stringify(lock)}, 'a+'), ${2 ** 30}, 1))
    setInterval(() => {}, 1000)`
  const process = spawn('node', ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(process.stdout, 'data')) as [Buffer]
  expect(String(said).trim()).toBe('true')
  return process
}

describe('the lock of a run', () => {
  it('is held by one of many that come at once, also where a stale one lies there, and is free afterwards', async () => {
    const folder = emptyRun()
    for (let trial = 0; trial < 30; trial += 1) {
      if (trial % 2 === 0) writeFileSync(folder.lock, holder({ pid: 999_999_999 }))
      let together = 0
      let most = 0
      const attempts = Array.from({ length: 4 }, async () => {
        const release = await lockRun(folder)
        together += 1
        most = Math.max(most, together)
        await new Promise((resolve) => setImmediate(resolve))
        together -= 1
        await release()
      })
      const ends = await Promise.allSettled(attempts)
      expect([most, ends.some(({ status }) => status === 'fulfilled')]).toEqual([1, true])
      expect([existsSync(folder.lock), await isLocked(folder)]).toEqual([false, false])
    }
  })

  it('is refused while another process has it, and free as soon as that was killed', async () => {
    const folder = emptyRun()
    const other = await startHolder(folder)
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'run/busy' })
    expect(await isLocked(folder)).toBe(true)
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(await isLocked(folder)).toBe(false)
    await (
      await lockRun(folder)
    )()
  })

  it('is taken whatever lives under the process id that a stale file names, and by whatever version it was written', async () => {
    const folder = emptyRun()
    for (const text of [holder({}), holder({ pid: 1 }), '1', '', '{"pid":', holder({ pid: -1 })]) {
      writeFileSync(folder.lock, text)
      expect(await isLocked(folder)).toBe(false)
      await (
        await lockRun(folder)
      )()
    }
  })

  it('says who has it', async () => {
    const folder = emptyRun()
    const release = await lockRun(folder)
    expect(JSON.parse(readFileSync(folder.lock, 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    })
    await release()
  })

  it('of another machine is respected while that shows that it lives', async () => {
    const folder = emptyRun()
    writeFileSync(folder.lock, holder({ host: 'elsewhere', pid: 999_999_999 }))
    expect(await isLocked(folder)).toBe(true)
    await expect(lockRun(folder)).rejects.toMatchObject({
      code: 'run/busy-elsewhere',
      details: { host: 'elsewhere' },
    })
    const longAgo = new Date(Date.now() - 6 * 60_000)
    utimesSync(folder.lock, longAgo, longAgo)
    expect(await isLocked(folder)).toBe(false)
    await (
      await lockRun(folder)
    )()
  })

  it('is nothing but a file of the folder: not a link to another file, a folder or a pipe', async () => {
    const folder = emptyRun()
    const other = join(folders({ other: 'mine' }), 'other')
    const puts = [
      () => {
        symlinkSync(other, folder.lock)
      },
      () => {
        mkdirSync(folder.lock)
      },
      () => spawnSync('mkfifo', [folder.lock]),
    ]
    for (const put of puts) {
      put()
      expect(await isLocked(folder)).toBe(false)
      await expect(lockRun(folder)).rejects.toMatchObject({ code: 'run/bad-lock' })
      rmSync(folder.lock, { recursive: true })
    }
    expect(readFileSync(other, 'utf8')).toBe('mine')
  })

  it('needs a folder', async () => {
    const folder = emptyRun()
    rmSync(folder.path, { recursive: true })
    expect(await isLocked(folder)).toBe(false)
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'ENOENT', path: folder.lock })
  })
})

describe('the lock of a run on a drive without locks', () => {
  beforeEach(() => {
    drive.hasLocks = false
  })

  it('is held by the last of several that came at once', async () => {
    const folder = emptyRun()
    const ends = await Promise.allSettled([lockRun(folder), lockRun(folder), lockRun(folder)])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await isLocked(folder)).toBe(true)
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'run/busy' })
    for (const end of ends) if (end.status === 'fulfilled') await end.value()
    expect(await isLocked(folder)).toBe(false)
  })

  it('is taken over where its process is gone or another program has its id', async () => {
    const folder = emptyRun()
    for (const gone of [{ pid: 999_999_999 }, { processStart: 'before this process' }]) {
      writeFileSync(folder.lock, holder(gone))
      expect(await isLocked(folder)).toBe(false)
      await (
        await lockRun(folder)
      )()
    }
    writeFileSync(folder.lock, holder({}))
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'run/busy' })
  })
})
