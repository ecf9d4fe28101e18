import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProgram } from '../bench/viewer/process-memory'
import {
  accessFaults,
  keepPicture,
  openApplication,
  type OpenApplication,
} from '../fixtures/builders/browser'
import { writeThreeModalityStudy } from '../fixtures/builders/toy-study'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

async function openStudy(page: Page, folder: string): Promise<void> {
  await page.goto(new URL('#/', page.url()).href)
  await page.getByRole('button', { name: 'Choose files' }).click()
  await page.getByRole('button', { name: basename(folder) }).click()
  await page.getByRole('button', { name: 'toy.study.yaml' }).click()
  const steps = page.getByRole('navigation', { name: 'Steps of the set-up' })
  await steps.getByRole('button', { name: 'Plan' }).click()
}

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })

/** What is said, with where on the page: nothing is in the way of anything else, and axe finds nothing. */
async function expectTold(page: Page, words: RegExp, picture: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: 60_000 })
  expect(await page.locator('dialog[open], [aria-modal="true"]').count()).toBe(0)
  expect(await accessFaults(page)).toEqual([])
  await keepPicture(page, picture)
}

describe.skipIf(!existsSync(chromium))(
  'what goes wrong is said where it went wrong, in a real Chromium (skipped where none is installed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'modalens-errors-'))
    let app: OpenApplication
    beforeAll(async () => {
      writeThreeModalityStudy({ folder, caseCount: 400, seed: 1 })
      app = await openApplication([folder])
    })
    afterAll(async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('a path that leads nowhere: beside what was opened', async () => {
      renameSync(join(folder, 'model.onnx'), join(folder, 'moved.onnx'))
      await openStudy(app.page, folder)
      await expectTold(app.page, /model\.onnx cannot be read/, 'error-path')
      renameSync(join(folder, 'moved.onnx'), join(folder, 'model.onnx'))
    })

    it('a device that is not here: beside the run that wants it', async () => {
      const study = join(folder, 'toy.study.yaml')
      const text = readFileSync(study, 'utf8')
      writeFileSync(study, text.replace(/^run:/m, 'run:\n  device: cuda'))
      await openStudy(app.page, folder)
      await runButton(app.page).click()
      await expectTold(app.page, /CUDA|cuda/, 'error-device')
      writeFileSync(study, text)
    })

    it.skipIf(process.platform !== 'linux')(
      'an engine that dies: on the page of the run, which goes on by itself',
      async () => {
        const { page } = app
        await openStudy(page, folder)
        await runButton(page).click()
        await page.getByRole('button', { name: 'Pause' }).waitFor({ timeout: 60_000 })
        process.kill(findProgram(process.pid, join('main', 'engine.js')) ?? 0, 'SIGKILL')
        await expectTold(page, /engine process stopped/, 'error-engine')
        const goOn = page.getByRole('button', { name: /Resume|Go on/ })
        await goOn.waitFor({ timeout: 60_000 })
        await keepPicture(page, 'error-engine-back')
        await goOn.click()
        await page.getByRole('button', { name: 'Pause' }).waitFor({ timeout: 60_000 })
      },
    )
  },
)

/** A disk of its own, as small as that; null where this user may not mount one. */
function smallDisk(bytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'modalens-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder])
  if (status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}

const disk = existsSync(chromium) && process.platform === 'linux' ? smallDisk(16 * 2 ** 20) : null

describe.skipIf(disk === null)(
  'a full disk (skipped where this user may not mount a small one, or where there is no Chromium)',
  () => {
    const home = disk ?? ''
    const folder = mkdtempSync(join(tmpdir(), 'modalens-errors-'))
    let app: OpenApplication
    beforeAll(async () => {
      writeThreeModalityStudy({ folder, caseCount: 60, seed: 1 })
      app = await openApplication([folder], home)
    })
    afterAll(async () => {
      await app.close().catch(() => undefined)
      spawnSync('umount', ['-l', home])
      rmSync(folder, { recursive: true, force: true })
    })

    it('is said on the page of the run, which goes on when there is space again', async () => {
      const { page } = app
      const filler = join(home, 'filler')
      await openStudy(page, folder)
      const start = runButton(page)
      await start.waitFor()
      const { bavail, bsize } = statfsSync(home)
      // Enough to begin with, not for all cases.
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 60_000)))
      await start.click()
      await expectTold(page, /no space left/, 'error-disk')
      rmSync(filler)
      const goOn = page.getByRole('button', { name: /Resume|Go on|^Run$/ })
      await goOn.click()
      await page.getByRole('button', { name: 'Show the result' }).waitFor({ timeout: 120_000 })
    })
  },
)
