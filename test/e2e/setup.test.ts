import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'
import { writeThreeModalityStudy } from '../fixtures/builders/toy-study'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

describe.skipIf(!existsSync(chromium))(
  'from a model and a table to a result in a real Chromium (skipped where none is installed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'modalens-setup-'))
    let app: OpenApplication
    let clicks = 0
    beforeAll(async () => {
      // Model, table, pictures and tokenizer, but no study file.
      rmSync(writeThreeModalityStudy({ folder, caseCount: 6, seed: 1 }))
      app = await openApplication([folder])
    })
    afterAll(async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    })
    const click = async (what: Locator): Promise<void> => {
      clicks += 1
      await what.click()
    }

    it('chooses both files, and the model shows its inputs at once', async () => {
      const { page } = app
      await click(page.getByRole('button', { name: 'Choose files' }))
      // The host may look into its home, too.
      await click(page.getByRole('button', { name: basename(folder) }))
      await click(page.getByRole('button', { name: 'model.onnx' }))
      await click(page.getByRole('button', { name: 'cases.csv' }))
      const card = page.getByRole('region', { name: 'New study' })
      await card.getByText('Inputs and outputs').waitFor()
      expect(await accessFaults(page)).toEqual([])
      await click(card.getByRole('button', { name: 'Start the guided set-up' }))
      await page.getByRole('heading', { name: 'Set-up' }).waitFor()
    })

    it('shows every guess with its reason, and is accessible in all six steps', async () => {
      const { page } = app
      const steps = page.getByRole('navigation', { name: 'Steps of the set-up' })
      for (const step of ['Model', 'Table', 'Modalities', 'Parts', 'Outputs', 'Plan']) {
        await steps.getByRole('button', { name: step }).click()
        await page.getByRole('heading', { level: 2 }).first().waitFor()
        expect([step, await accessFaults(page)]).toEqual([step, []])
      }
      await steps.getByRole('button', { name: 'Table' }).click()
      await page.getByText('different in every row').waitFor()
      await page.getByRole('columnheader', { name: /^id/ }).waitFor()
    })

    it('writes every change into the file at once, and takes it back', async () => {
      const { page } = app
      const file = (): string => readFileSync(join(folder, 'model.study.yaml'), 'utf8')
      const steps = page.getByRole('navigation', { name: 'Steps of the set-up' })
      await steps.getByRole('button', { name: 'Model' }).click()
      const name = page.getByRole('textbox', { name: 'name of the study' })
      await name.fill('From the page')
      await name.press('Tab')
      await expect.poll(file).toContain('name: From the page')
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await expect.poll(file).not.toContain('From the page')
      await page.getByRole('button', { name: 'Redo', exact: true }).click()
      await expect.poll(file).toContain('name: From the page')
      await page.getByRole('button', { name: 'Show the file' }).click()
      await page.getByRole('textbox', { name: 'Text of the study file' }).waitFor()
      expect(await accessFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Hide the file' }).click()
    })

    it('asks for what it could not guess, and runs what was set up', async () => {
      const { page } = app
      const steps = page.getByRole('navigation', { name: 'Steps of the set-up' })
      await click(steps.getByRole('button', { name: 'Modalities' }))
      await click(steps.getByRole('button', { name: /^text/ }))
      // Words that are few look like categories, so the column of the text was left to the person.
      await page.getByText('the column with the text').waitFor()
      clicks += 2
      await page.getByRole('combobox', { name: 'column' }).selectOption('report')
      for (const step of ['Table', 'Modalities', 'Outputs']) {
        await click(steps.getByRole('button', { name: step }))
        await click(page.getByRole('button', { name: /^Keep/ }).last())
      }
      await click(steps.getByRole('button', { name: 'Plan' }))
      await page.getByText('Forward passes').waitFor({ timeout: 60_000 })
      await click(page.getByRole('button', { name: 'Run', exact: true }))
      await page.getByRole('button', { name: 'Show the result' }).waitFor({ timeout: 60_000 })
      expect(clicks).toBeLessThanOrEqual(18)
      expect(app.complaints).toEqual([])
    }, 150_000)
  },
)
