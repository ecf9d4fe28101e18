import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

it('NOTICE lists every shipped package with a licence that lets us ship it (npm run notice writes it)', () => {
  const script = join(root, 'scripts/write-notice.mjs')
  const notice = execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' })
  expect(readFileSync(join(root, 'NOTICE'), 'utf8')).toBe(notice)
  const licences = notice
    .split('\n')
    .filter((line) => /^\S+ \d+\.\d+\.\d+\S*: /.test(line))
    .map((line) => line.split(': ')[1] ?? '')
  expect(licences.length).toBeGreaterThan(100)
  for (const licence of licences)
    expect(licence).toMatch(/^[(]?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|OFL-1\.1)/)
})
