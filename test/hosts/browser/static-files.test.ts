import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { containedPath } from '../../../src/main/hosts/browser/static-files'

describe('the path of a file of the page', () => {
  let outside: string
  let page: string
  beforeEach(() => {
    outside = realpathSync(mkdtempSync(join(tmpdir(), 'modalens-page-')))
    page = join(outside, 'page')
    mkdirSync(join(page, 'assets'), { recursive: true })
    mkdirSync(join(outside, 'page-of-others'))
    writeFileSync(join(outside, 'secret.txt'), 'x')
    writeFileSync(join(outside, 'page-of-others', 'a.js'), 'x')
    writeFileSync(join(page, 'assets', '..a b.js'), 'x')
  })
  afterEach(() => {
    rmSync(outside, { recursive: true, force: true })
  })

  it('is found below the folder, whatever its name looks like', async () => {
    expect(await containedPath(page, '/assets/..a%20b.js')).toBe(join(page, 'assets', '..a b.js'))
  })

  it.each([
    '/',
    '/assets',
    '/nothing.js',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/../page-of-others/a.js',
    '/%00',
    '/%',
  ])('is none for %s', async (urlPath) => {
    expect(await containedPath(page, urlPath)).toBeNull()
  })

  it.skipIf(process.platform === 'win32')(
    'is none for a link out of the folder (skipped on Windows: links need rights)',
    async () => {
      symlinkSync(join(outside, 'secret.txt'), join(page, 'inside.txt'))
      expect(await containedPath(page, '/inside.txt')).toBeNull()
    },
  )
})
