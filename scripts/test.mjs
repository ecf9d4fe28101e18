/** npm test: builds, finds a browser, runs every test, and ends with one line that counts them. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'
import { findChromium } from './find-chromium.mjs'
import { installTestTools } from './install-test-tools.mjs'

const root = resolve(import.meta.dirname, '..')
if (!buildIfNeeded()) process.exit(3)

installTestTools()
const browser = findChromium()
if (browser === null) {
  process.stderr.write(
    'SKIPPED: the end-to-end tests need Chromium. Install it and set MODALENS_CHROMIUM to its path.\n',
  )
}
const projects = ['node', 'renderer', ...(browser === null ? [] : ['e2e'])]
const folder = mkdtempSync(join(tmpdir(), 'modalens-test-'))
const report = join(folder, 'report.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, MODALENS_CHROMIUM: browser ?? '' } },
)
const counts = readCounts()
rmSync(folder, { recursive: true, force: true })
if (counts === null) {
  process.stderr.write('The tests broke off before they could be counted.\n')
  process.exit(status || 1)
}
const { numPassedTests, numFailedTests, numPendingTests } = counts
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`)
process.exit(status ?? 1)

/** The counts of the whole run; null when it did not come to its end. */
function readCounts() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return null
  }
}
