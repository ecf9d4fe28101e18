/** Installs what tests use beside Node where that needs no question: as root on Debian. Without them, tests are skipped with the reason. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installedChromium } from './find-chromium.mjs'

/** Debian packages: a browser, PDF pages as text, a tracer of system calls, and the loader of graphics drivers, of which Chromium has one in software (WebGPU). */
const tools = [
  { name: 'chromium', isThere: () => installedChromium() !== null },
  { name: 'poppler-utils', isThere: () => existsSync('/usr/bin/pdftotext') },
  { name: 'strace', isThere: () => existsSync('/usr/bin/strace') },
  { name: 'libvulkan1', isThere: () => existsSync('/usr/share/doc/libvulkan1') },
]

/** Installs the packages that are missing; does nothing elsewhere. */
export function installTestTools() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const missing = tools.filter(({ isThere }) => !isThere()).map(({ name }) => name)
  if (missing.length === 0) return
  process.stderr.write(`Installing ${missing.join(', ')} for the tests (apt-get) ...\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update'], { stdio: 'ignore', env })
  for (const name of missing) {
    const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], {
      stdio: 'ignore',
      env,
    })
    if (status !== 0)
      process.stderr.write(`${name} could not be installed: tests that need it are skipped.\n`)
  }
}
