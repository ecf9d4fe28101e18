import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeOutputFolder, writeOutput } from '../../../src/main/store/write-output'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

describe('a file that a command was asked to write', () => {
  it('is written, and returned as an absolute path', async () => {
    const path = await writeOutput(join(folders({}), 'run.csv'), 'a,b\n')
    expect(readFileSync(path, 'utf8')).toBe('a,b\n')
  })

  it('replaces an older one only where that is allowed', async () => {
    const path = join(folders({ 'run.csv': 'old' }), 'run.csv')
    await expect(writeOutput(path, 'new', { overwrite: false })).rejects.toMatchObject({
      code: 'file/exists',
      details: { file: 'run.csv' },
    })
    expect(readFileSync(path, 'utf8')).toBe('old')
    await writeOutput(path, 'new')
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('is as open as the one that it replaces, also through a link, and leaves no draft', async () => {
    const folder = folders({ 'run.csv': 'old' })
    const path = join(folder, 'run.csv')
    chmodSync(path, 0o640)
    symlinkSync(path, join(folder, 'link.csv'))
    await writeOutput(join(folder, 'link.csv'), 'new')
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o640])
    expect(readdirSync(folder).toSorted()).toEqual(['link.csv', 'run.csv'])
  })

  it('leaves the good one, and nothing half, where writing fails', async () => {
    const folder = folders({ 'run.csv': 'old' })
    const broken = new Proxy(new Uint8Array(1), {
      get: () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
      },
    })
    await expect(writeOutput(join(folder, 'run.csv'), broken)).rejects.toThrow('no space left')
    await expect(writeOutput(join(folder, 'other.csv'), broken)).rejects.toThrow('no space left')
    await expect(writeOutput(join(folder, 'third.csv'), broken, { overwrite: false })).rejects.toThrow(
      'no space left',
    )
    expect(readdirSync(folder)).toEqual(['run.csv'])
    expect(readFileSync(join(folder, 'run.csv'), 'utf8')).toBe('old')
  })

  it('is refused by its base name where there is no such folder', async () => {
    await expect(writeOutput(join(folders({}), 'none', 'run.csv'), '')).rejects.toMatchObject({
      code: 'file/unwritable',
      details: { file: 'run.csv', why: 'ENOENT' },
    })
  })
})

// A device of Linux on which every write finds the disk full.
it.skipIf(!existsSync('/dev/full'))('says where no space is left', async () => {
  await expect(writeOutput('/dev/full', 'text')).rejects.toThrow('There is no space left on /dev.')
})

describe('a folder that results go to', () => {
  it('is made with its parents', async () => {
    const folder = await makeOutputFolder(join(folders({}), 'a', 'b'))
    expect(statSync(folder).isDirectory()).toBe(true)
  })

  it('is refused where a file has its name', async () => {
    await expect(makeOutputFolder(join(folders({ a: '' }), 'a'))).rejects.toMatchObject({
      code: 'file/unwritable',
    })
  })
})
