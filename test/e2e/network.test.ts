import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canTrace, readTrace, traceNode } from '../fixtures/builders/traced-process'
import { programs } from '../fixtures/builders/transports'

const browserPath = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'
/** onnxruntime's telemetry, where it is on, looks up its collector about 9 s after it is loaded. */
const longEnoughMs = 15_000

describe.skipIf(!canTrace)('nothing leaves the machine (skipped where strace is not installed)', () => {
  let home: string
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'modalens-traced-'))
    for (const folder of ['tmp', 'user']) mkdirSync(join(home, folder))
  })
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  const cli = join(programs, 'cli.js')
  const expectQuiet = (log: string): void => {
    const { foreignSockets, foreignFiles, calls } = readTrace(
      log,
      home,
      ['modalens', 'reports', 'tmp'].map((folder) => join(home, folder)),
    )
    expect({ foreignSockets, foreignFiles }).toEqual({ foreignSockets: [], foreignFiles: [] })
    expect(calls).toBeGreaterThan(100)
  }
  const runTraced = async (name: string, ...words: string[]): Promise<void> => {
    const log = join(home, `${name}.strace`)
    const { ended, printed } = traceNode([cli, ...words, '--home', join(home, 'modalens')], home, log)
    expect(await ended, printed()).toBe(0)
    expectQuiet(log)
  }

  it('by the demo and its reports', () => runTraced('demo', 'demo', '-o', join(home, 'reports')))

  it('by a run with two workers, and by the report of it', async () => {
    const study = join(home, 'modalens', 'demo', 'balanced.study.yaml')
    expect(existsSync(study)).toBe(true)
    await runTraced('workers', 'run', study, '--workers', '2')
    const [run] = readdirSync(join(home, 'modalens', 'runs'))
      .toSorted()
      .reverse()
    await runTraced('report', 'report', String(run), '-o', join(home, 'reports', 'workers.pdf'))
  })

  it.skipIf(!existsSync(browserPath))(
    'by the browser host while a page runs a study and saves its report (skipped without Chromium)',
    async () => {
      const log = join(home, 'serve.strace')
      const words = [cli, 'serve', '--no-open', '--json', '--home', join(home, 'modalens'), '--root', home]
      const host = traceNode(words, home, log)
      const browser = await chromium.launch({
        executablePath: browserPath,
        args: ['--no-sandbox', '--disable-background-networking'],
      })
      try {
        const page = await browser.newPage()
        await page.goto(await urlOf(host.printed))
        await page.getByRole('button', { name: 'Run it' }).first().click()
        await page.getByRole('button', { name: 'Show the result' }).click({ timeout: 60_000 })
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: /PDF/ }).click(),
        ])
        expect(await file.failure()).toBeNull()
        await delay(longEnoughMs)
      } finally {
        await browser.close()
        await host.end()
      }
      expectQuiet(log)
    },
  )
})

async function urlOf(printed: () => string): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*?(?=["\s])/.exec(printed())?.[0]
    if (url !== undefined) return url
    await delay(100)
  }
  throw new Error(`the host never said where it is: ${printed()}`)
}
