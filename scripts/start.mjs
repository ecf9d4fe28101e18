/** npm start: the Electron application where its binary is there or can be had, otherwise the browser host. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'

const root = resolve(import.meta.dirname, '..')
const electron = join(root, 'node_modules', 'electron')
const downloadLimitMs = 300_000

if (!buildIfNeeded()) stop('ModaLens could not be built; the lines above say why.')
const wanted = process.env['MODALENS_HOST'] ?? ''
if (!['', 'browser', 'electron'].includes(wanted)) stop('MODALENS_HOST must be browser or electron.')
const binary = wanted === 'browser' ? null : findElectron()
if (binary !== null) startElectron(binary)
else if (wanted === 'electron') stop('Electron is not installed and cannot be downloaded here.')
else startBrowserHost()

/** Path of the Electron binary; downloads it first if need be, and gives up at the first no. */
function findElectron() {
  if (installedElectron() === null && existsSync(join(electron, 'install.js'))) {
    process.stderr.write('Looking for Electron ...\n')
    spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', timeout: downloadLimitMs })
  }
  return installedElectron()
}

function installedElectron() {
  const note = join(electron, 'path.txt')
  if (!existsSync(note)) return null
  const binary = join(electron, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

function startElectron(binary) {
  // Chromium refuses to sandbox a process of root, which on a Linux server everybody may be.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  // Engine and runners run in the Node that runs this; the packaged application ships one.
  const env = { ...process.env, MODALENS_NODE: process.execPath }
  follow(spawn(binary, isRoot ? ['--no-sandbox', root] : [root], { stdio: 'inherit', env }))
}

function startBrowserHost() {
  if (wanted !== 'browser') {
    process.stderr.write(
      'Electron is not installed and cannot be downloaded here, so ModaLens opens in your browser instead.\n',
    )
  }
  follow(spawn(process.execPath, [join(root, 'out', 'main', 'serve.js')], { stdio: 'inherit' }))
}

function stop(why) {
  process.stderr.write(`${why}\n`)
  process.exit(3)
}

function follow(child) {
  child.on('error', (error) => stop(`The application could not be started: ${error.message}.`))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 0) : 0))
}
