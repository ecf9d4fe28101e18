/** Finds a Chromium for the end-to-end tests, or lets Playwright install one. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const candidates = [
  process.env['MODALENS_CHROMIUM'],
  process.env['CHROME'],
  process.env['CHROME_BIN'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a browser, or null when none is there and none can be installed. */
export function findChromium() {
  return installedChromium() ?? installFromPlaywright()
}

/** Path of a browser that is there; null when none is. */
export function installedChromium() {
  const paths = [...candidates, chromium.executablePath()]
  return paths.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null
}

function installFromPlaywright() {
  process.stderr.write('Installing Chromium for the end-to-end tests (playwright) ...\n')
  const tool = ['--yes', 'playwright-core', 'install', 'chromium']
  spawnSync('npx', tool, { stdio: 'ignore', timeout: 300_000, shell: process.platform === 'win32' })
  return installedChromium()
}
