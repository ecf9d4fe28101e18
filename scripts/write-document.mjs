/** Writes a document that is generated from the source: docs/errors.md, docs/study-keys.md. node scripts/write-document.mjs TEST */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
execFileSync(process.execPath, [vitest, 'run', '--project', 'node', process.argv[2], '-u'], {
  cwd: root,
  stdio: 'inherit',
})
