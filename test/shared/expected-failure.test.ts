import { readdirSync, readFileSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { onlyFor, unlessBug, whereRefused } from '@shared/expected-failure'
import { expect, it } from 'vitest'

const bug = new AppError('bug/unexpected', { where: 'here', words: 'there' })
const absent = new AppError('file/not-found', { file: 'a.png' })
const damaged = new AppError('scan/index-damaged', { scan: 'a' })

it('what the operating system refuses is expected, a path that it never sees among it', async () => {
  expect(await stat('/no/such/file').catch(whereRefused(null))).toBeNull()
  expect(await realpath('a\0b').catch(whereRefused('a'))).toBe('a')
  expect(whereRefused('none')(absent)).toBe('none')
})

it.each([new TypeError('x is undefined'), bug, damaged, 'a word'])('another fault goes on: %s', (fault) => {
  expect(() => whereRefused(null)(fault)).toThrow()
})

it('what a user brought may be of no use, a fault of ours goes on', () => {
  expect(unlessBug(0)(damaged)).toBe(0)
  expect(unlessBug(0)(absent)).toBe(0)
  for (const fault of [bug, new TypeError('x is undefined')]) expect(() => unlessBug(0)(fault)).toThrow(fault)
})

it('only the named codes are expected', () => {
  expect(onlyFor(['file/not-found'], 1)(absent)).toBe(1)
  expect(() => onlyFor(['file/not-found'], 1)(damaged)).toThrow(damaged)
})

/** Where any failure ends, and why that is right stands there; the rest names what it expects. */
const anyFailure = [
  'main/hosts/browser/serve-browser.ts',
  'main/hosts/browser/start-browser-host.ts',
  'main/hosts/engine/channels.ts',
  'main/services/desk/case-views.ts',
  'main/services/desk/open-studies.ts',
  'main/services/desk/preview-source.ts',
  'main/services/drafts.ts',
  'main/services/settings.ts',
  'main/services/stored-run.ts',
  'main/services/views.ts',
  'main/tensors/tokenizer-process.ts',
  'renderer/src/contribution/CaseResultPage.vue',
  'shared/keep-last.ts',
]

it('no failure is swallowed whatever it is, but in the places named above', () => {
  const source = resolve(import.meta.dirname, '../../src')
  const swallowing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path) && !/^main\/(run|choice|session\/devices|kinds)\//.test(path))
    .filter((path) => readFileSync(resolve(source, path), 'utf8').includes('.catch(() =>'))
  expect(swallowing.toSorted()).toEqual(anyFailure)
})
