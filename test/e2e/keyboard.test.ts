import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'
import { writeThreeModalityStudy } from '../fixtures/builders/toy-study'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'
/** More places than any of these pages has. */
const mostTabs = 200

describe.skipIf(!existsSync(chromium))(
  'the keyboard alone, from the start page to a running run (skipped where no Chromium is installed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'modalens-keys-'))
    let app: OpenApplication
    beforeAll(async () => {
      rmSync(writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 }))
      app = await openApplication([folder])
    })
    afterAll(async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    })
    /** Goes on from where the focus is until it is there. */
    const tabTo = async (what: Locator): Promise<void> => {
      await what.waitFor()
      for (let count = 0; count < mostTabs; count += 1) {
        if (await what.evaluate((element) => element === document.activeElement)) return
        await app.page.keyboard.press('Tab')
      }
      throw new Error('the keyboard does not come there')
    }
    const enter = async (what: Locator): Promise<void> => {
      await tabTo(what)
      await app.page.keyboard.press('Enter')
    }

    it('chooses a model and its table, fills in what is asked for, and runs', async () => {
      const { page } = app
      await enter(page.getByRole('button', { name: 'Choose files' }))
      await enter(page.getByRole('button', { name: basename(folder) }))
      await enter(page.getByRole('button', { name: 'model.onnx' }))
      await enter(page.getByRole('button', { name: 'cases.csv' }))
      await enter(page.getByRole('button', { name: 'Start the guided set-up' }))
      const steps = page.getByRole('navigation', { name: 'Steps of the set-up' })
      await enter(steps.getByRole('button', { name: 'Modalities' }))
      await enter(steps.getByRole('button', { name: /^text/ }))
      await tabTo(page.getByRole('combobox', { name: 'column' }))
      await page.keyboard.type('report')
      await page.keyboard.press('Tab')
      await enter(steps.getByRole('button', { name: 'Plan' }))
      await page.getByText('Forward passes').waitFor({ timeout: 60_000 })
      await enter(page.getByRole('button', { name: 'Run', exact: true }))
      await page.getByRole('button', { name: 'Show the result' }).waitFor({ timeout: 60_000 })
      expect(app.complaints).toEqual([])
    }, 120_000)

    it('lists what was run with its leading modality, and asks beside the button before a run is removed', async () => {
      const { page } = app
      await page.getByRole('link', { name: 'Start' }).click()
      const recent = page.getByRole('region', { name: 'Recent studies' })
      await recent.getByRole('link', { name: /in the last run of/ }).waitFor()
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('region', { name: 'On disk', exact: true }).waitFor()
      expect(await accessFaults(page)).toEqual([])
      await page.getByRole('button', { name: /^Remove the run/ }).click()
      await page.getByRole('button', { name: /^Keep the run/ }).press('Escape')
      await page.getByRole('combobox', { name: 'Large numbers' }).selectOption('space')
      await page.reload()
      await expect
        .poll(() => page.getByRole('combobox', { name: 'Large numbers' }).inputValue())
        .toBe('space')
    }, 60_000)

    it('says on the start page that a model is gone, and finds it in the folder that it was moved to', async () => {
      const { page } = app
      mkdirSync(join(folder, 'moved'))
      renameSync(join(folder, 'model.onnx'), join(folder, 'moved', 'model.onnx'))
      await page.getByRole('link', { name: 'Start' }).click()
      await page.getByText('The model is not where it was.').waitFor()
      expect(await accessFaults(page)).toEqual([])
      await page.getByRole('link', { name: /^Find the moved folder/ }).click()
      const moved = page.getByRole('region', { name: 'Moved data' })
      await moved.getByRole('button', { name: 'Choose the moved folder' }).click()
      await page.getByRole('button', { name: basename(folder) }).click()
      await page.getByRole('button', { name: 'moved' }).click()
      await page.getByRole('button', { name: 'Choose this folder' }).click()
      await moved.getByText(/files found/).waitFor()
      expect(await accessFaults(page)).toEqual([])
      await moved.getByRole('button', { name: 'Write it to the study' }).click()
      await moved.getByText('Undo takes that back').waitFor()
      await page.getByText('Inputs and outputs').waitFor()
      expect(app.complaints).toEqual([])
    }, 60_000)
  },
)
