import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

describe.skipIf(!existsSync(chromium))(
  'the cases of a study in a real Chromium (skipped where none is installed)',
  () => {
    let app: OpenApplication
    beforeAll(async () => {
      app = await openApplication()
      const { page } = app
      await page.getByRole('button', { name: 'Look at it first' }).first().click()
      await page.getByRole('link', { name: /^Data/ }).click()
      await page.getByText('164 of 164 cases shown').waitFor()
    })
    afterAll(async () => {
      await app.close()
    })

    it('are sorted and filtered, each filter a chip that can be taken away', async () => {
      const { page } = app
      const first = page.locator('[aria-rowindex="2"]')
      await first.getByText('demo-001').waitFor()
      await page.getByRole('button', { name: 'Sort by age' }).click()
      await page.getByRole('button', { name: 'Sort by age' }).click()
      await page.locator('[role=columnheader][aria-sort=descending]').waitFor()
      await first.getByText('demo-001').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Add filter' }).click()
      expect(await accessFaults(page)).toEqual([])
      await page.getByRole('combobox', { name: 'Column' }).selectOption('split')
      await page.getByRole('checkbox', { name: /^test/ }).check()
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByText('40 of 164 cases shown').waitFor()
      await page.getByRole('searchbox').fill('demo-00')
      await page.getByText(/^\d of 164 cases shown/).waitFor()
      await page.getByRole('button', { name: 'Clear' }).click()
      await page.getByText('164 of 164 cases shown').waitFor()
      expect(await accessFaults(page)).toEqual([])
    })

    it('are chosen by keys alone, a range too, and opened in the order of the list', async () => {
      const { page } = app
      await page.keyboard.press('f')
      await page.locator('input[type=search]:focus').waitFor()
      const grid = page.getByRole('grid', { name: 'Cases' })
      await grid.focus()
      await page.keyboard.press('Space')
      await page.getByText('1 chosen', { exact: true }).waitFor()
      for (const key of ['ArrowDown', 'ArrowDown', 'Shift+Space']) await page.keyboard.press(key)
      await page.getByText('3 chosen', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Use 3 in a run' }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByText('3 of 164, by age, largest first').waitFor()
      await page.goBack()
      await grid.waitFor()
    })

    it('are taken for a run as the filter says, written into the study file', async () => {
      const { page, home } = app
      await page.getByRole('button', { name: 'Add filter' }).click()
      await page.getByRole('combobox', { name: 'Column' }).selectOption('age')
      await page.getByRole('spinbutton', { name: 'From' }).fill('70')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('button', { name: 'Take away the filter age from 70' }).waitFor()
      const use = page.getByRole('button', { name: /^Use \d+ in a run/ })
      await expect.poll(() => use.textContent()).not.toContain('164')
      const count = /\d+/.exec((await use.textContent()) ?? '')?.[0] ?? ''
      await use.click()
      await page.getByText(`A run takes ${count} of 164 cases: age from 70`).waitFor()
      await page.getByText('Forward passes').waitFor()
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      const texts = files
        .filter((name) => name.endsWith('.study.yaml'))
        .map((name) => readFileSync(join(home, name), 'utf8'))
      expect(texts.filter((text) => text.includes('where:'))).toHaveLength(1)
      expect(await accessFaults(page)).toEqual([])
      expect(app.complaints).toEqual([])
    })
  },
)
