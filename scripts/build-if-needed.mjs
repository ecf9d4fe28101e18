/** Builds out/ when it is missing or older than any source. */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Returns true when out/ is there and current in the end. */
export function buildIfNeeded() {
  if (isCurrent()) return true
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], options)
  return status === 0
}

function isCurrent() {
  // Each part by itself: a build that failed half-way leaves new programs beside an old page or none.
  const parts = ['main/index.js', 'preload/index.cjs', 'renderer/index.html']
  const built = Math.min(...parts.map((part) => newest(join(root, 'out', part))))
  const sources = ['src', 'package.json', 'electron.vite.config.ts'].map((path) => newest(join(root, path)))
  return built > Math.max(...sources)
}

/** Time of the newest file at or below a path; 0 when there is none. */
function newest(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return 0
  if (!entry.isDirectory()) return entry.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}
