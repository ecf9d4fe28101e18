/** Writes docs/errors.md from the error table: every code with its sentence and advice. Run after adding a code. */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
const test = 'test/shared/errors-document.test.ts'
execFileSync(process.execPath, [vitest, 'run', '--project', 'node', test, '-u'], {
  cwd: root,
  stdio: 'inherit',
})
