/**
 * node scripts/smoke-electron.mjs: the whole application in the real Electron, where its binary is there: a demo run by keyboard and mouse,
 * with engine and runners in plain Node. Where there is none it says so loudly; with --required that is a failure.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import { buildIfNeeded } from './build-if-needed.mjs'

const root = resolve(import.meta.dirname, '..')
const limitMs = 120_000
const binary = findBinary()
if (binary === null) {
  process.stderr.write(
    '\n*** NOT TRIED: there is no Electron binary on this machine, so nothing of the shell was run. ***\n' +
      '*** Install it with: node node_modules/electron/install.js ***\n\n',
  )
  process.exit(process.argv.includes('--required') ? 1 : 0)
}
if (!buildIfNeeded()) fail('The application could not be built.')

const home = mkdtempSync(join(tmpdir(), 'modalens-smoke-'))
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const app = await _electron.launch({
  executablePath: binary,
  args: isRoot ? ['--no-sandbox', root] : [root],
  env: { ...process.env, MODALENS_HOME: home, MODALENS_NODE: process.execPath },
  timeout: limitMs,
})
try {
  const page = await app.firstWindow({ timeout: limitMs })
  await page.getByRole('button', { name: 'Run it' }).first().click({ timeout: limitMs })
  await page.getByText('passes per second').waitFor({ timeout: limitMs })
  tellProcesses()
  // A picture crosses from the engine as bytes, through two versions of V8.
  await page.getByRole('button', { name: 'Show the result' }).click({ timeout: limitMs })
  await page.getByRole('link', { name: 'demo-002' }).click({ timeout: limitMs })
  await page.getByRole('img', { name: 'ct with its map' }).waitFor({ timeout: limitMs })
  process.stdout.write(`The demo ran in Electron ${await app.evaluate(() => process.versions.electron)}.\n`)
} finally {
  await app.close()
  rmSync(home, { recursive: true, force: true })
}

/** Engine, desk and runner must be children in the Node that was named, not Electron's own processes. */
function tellProcesses() {
  if (process.platform === 'win32') return
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  for (const program of ['engine', 'desk', 'runner']) {
    const ours = lines.filter((line) => line.includes(join(root, 'out', 'main', `${program}.js`)))
    if (!ours.some((line) => line.startsWith(process.execPath)))
      fail(`The ${program} does not run in plain Node.`)
  }
}

function findBinary() {
  const electron = join(root, 'node_modules', 'electron')
  if (!existsSync(join(electron, 'path.txt'))) return null
  const path = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim())
  return existsSync(path) ? path : null
}

function fail(why) {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
  throw new Error(why)
}
