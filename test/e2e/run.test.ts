import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

describe.skipIf(!existsSync(chromium))('a run in a real Chromium (skipped where none is installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modalens-run-'))
  let app: OpenApplication
  beforeAll(async () => {
    app = await openApplication([folder])
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows its phases, its figures with their table, and is accessible while it goes on and when it is paused', async () => {
    const { page } = app
    await page.getByRole('heading', { name: 'Ignores the report' }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Run it' }).first().click()
    await page.getByRole('heading', { name: /^Running/ }).waitFor({ timeout: 30_000 })
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: /^Paused/ }).waitFor({ timeout: 30_000 })
    await page.keyboard.press('Tab')
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'Convergence' }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Convergence as a table' }).click()
    await page.getByRole('table', { name: 'Convergence' }).waitFor()
    await page.getByRole('heading', { name: /^Finished/ }).waitFor({ timeout: 60_000 })
    expect(await page.getByRole('list', { name: 'Phases' }).getByText(', done').count()).toBe(6)
    expect(await accessFaults(page)).toEqual([])
  })

  it('is run again with one setting changed, which both pages say', async () => {
    const { page } = app
    await page.getByRole('button', { name: /Run again with/ }).click()
    await page.getByText('Nothing is changed yet.').waitFor({ timeout: 30_000 })
    await page.getByLabel('First cases only').fill('3')
    await page.getByText('Differs in cases: all \u2192 first 3').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Run', exact: true }).click({ timeout: 60_000 })
    await page.getByText(/in cases: all \u2192 first 3/).waitFor({ timeout: 30_000 })
    await page.getByRole('heading', { name: /^Finished/ }).waitFor({ timeout: 60_000 })
  })

  it('stands in the list of runs with its leading modality and its size', async () => {
    const { page } = app
    await page.getByRole('link', { name: 'Runs' }).click()
    await page.getByRole('columnheader', { name: 'Leading modality' }).waitFor()
    await page
      .getByRole('button', { name: /^Remove the run/ })
      .first()
      .waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})
