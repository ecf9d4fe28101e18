import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

describe.skipIf(!existsSync(chromium))(
  'the application in a real Chromium (skipped where none is installed)',
  () => {
    let app: OpenApplication
    beforeAll(async () => {
      app = await openApplication()
    })
    afterAll(() => app.close())

    const expectAccessible = async (): Promise<void> => {
      expect(await accessFaults(app.page)).toEqual([])
    }

    /** Nothing reaches beyond the window to the side. */
    const expectFits = async (): Promise<void> => {
      expect(await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    }

    it('runs the demo from the start page and names the planted collapse', async () => {
      const { page } = app
      await page.getByRole('heading', { name: 'Ignores the report' }).waitFor()
      await expectAccessible()
      await page.getByRole('button', { name: 'Run it' }).first().click()
      await page.getByText('passes/s').waitFor()
      await page.getByRole('button', { name: 'Show the result' }).click({ timeout: 60_000 })
      await page.getByText('Unimodal collapse:').first().waitFor()
      expect(await page.getByRole('note').innerText()).toContain('report adds nothing beside the others')
      expect(await page.getByRole('cell', { name: '0.000' }).count()).toBeGreaterThan(0)
      await expectAccessible()
    })

    it('shows the map of a case, its words in colour and its attributes', async () => {
      const { page } = app
      await page.getByRole('link', { name: 'demo-002' }).click()
      await page.getByText('m in this case').waitFor()
      const picture = page.getByRole('img', { name: /^Axial slice \d+ of 16$/ })
      await picture.waitFor()
      await picture.hover({ position: { x: 200, y: 200 } })
      const viewer = page.getByRole('region', { name: 'Viewer of ct' })
      await viewer.getByText(/voxel \d+, \d+, \d+, mm [LR] [\d.]+ [PA] [\d.]+ [SI] [\d.]+/).waitFor()
      await picture.focus()
      await page.keyboard.press('v')
      await viewer.getByRole('button', { name: 'As the model sees it', pressed: true }).waitFor()
      await page.keyboard.press('?')
      await viewer.getByText('whole picture, first window').waitFor()
      await page.getByRole('button', { name: 'with direction' }).click()
      await page.getByText('the part speaks for it').first().waitFor()
      await page.getByRole('combobox', { name: /^Output/ }).selectOption('urgent')
      await page.getByRole('region', { name: 'report' }).locator('[data-part]').nth(2).focus()
      await page.getByRole('tooltip').getByText('rank').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.getByRole('tooltip').getByText('rank').waitFor()
      await expectFits()
      await expectAccessible()
    })

    it('walks through the cases of a list by Alt and arrows, also after a reload, and to the data and back', async () => {
      const { page } = app
      await page.getByRole('link', { name: '← Result' }).click()
      await page.getByLabel('Order of the cases').selectOption('most reliant on record first')
      await page.locator('a[href*="/case/"]').first().click()
      await page.getByText('1 of 164, most reliant on record first').waitFor()
      await page.keyboard.press('Alt+ArrowRight')
      await page.getByText('2 of 164, most reliant on record first').waitFor()
      await page.locator('button:focus[aria-label="Next case"]').waitFor()
      await page.reload()
      await page.getByText('2 of 164, most reliant on record first').waitFor()
      await page.getByRole('button', { name: 'Data of this case' }).click()
      await page.getByText('of 164, in the order of the table').waitFor()
      expect(await page.getByRole('group', { name: 'Patient' }).count()).toBe(0)
      await page.getByLabel('Show identity').check()
      await page.getByRole('group', { name: 'Patient' }).waitFor()
      await expectAccessible()
      await page.getByRole('link', { name: /^Result of this case/ }).click()
      await page.getByText('2 of 164, most reliant on record first').waitFor()
      await page.getByRole('group', { name: 'Patient' }).waitFor()
      await page.getByLabel('Show identity').uncheck()
    })

    it('saves the report as a PDF and the parts as CSV', async () => {
      const { page } = app
      await page.getByRole('link', { name: '← Result' }).click()
      const download = async (name: string): Promise<string> => {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click(),
        ])
        return readFileSync(await file.path(), 'latin1')
      }
      expect((await download('Report (PDF)')).slice(0, 5)).toBe('%PDF-')
      expect((await download('Parts (CSV)')).split('\r\n')[0]).toBe(
        'case,modality,part,name,class,original,occluded,difference,left mm,posterior mm,superior mm,lead,start,length,unit',
      )
    })

    it('looks at a study and its cases, runs with other settings, cancels and resumes, by keyboard too', async () => {
      const { page } = app
      await page.getByRole('link', { name: 'Start' }).click()
      await page.getByRole('button', { name: 'Look at it first' }).nth(1).click()
      await page.getByText('Forward passes').waitFor()
      await page.getByText('Devices that cannot be had here').click()
      await expectFits()
      await expectAccessible()
      await page.getByRole('link', { name: /^Data/ }).click()
      await page.getByRole('row', { name: /demo-001/ }).dblclick()
      await page.getByText('Axial slice 8 of 16').waitFor()
      await page.getByLabel('axial slices').press('ArrowRight')
      await page.getByText('Axial slice 9 of 16').waitFor()
      await page.getByRole('img', { name: 'Axial slice 9 of 16' }).press('ArrowUp')
      await page.getByText('Axial slice 8 of 16').waitFor()
      await page.keyboard.press('2')
      await page.getByText('W 400 L 50').waitFor()
      await page.getByText('growing').or(page.getByText('stable')).first().waitFor()
      await expectAccessible()
      await page.goBack()
      await page.getByRole('grid', { name: 'Cases' }).waitFor()
      await page.goBack()
      await page.getByText('Forward passes').waitFor()
      await page.getByLabel('Masks per batch').fill('1')
      await page.getByText('about', { exact: false }).first().waitFor()
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.getByRole('button', { name: 'Cancel …' }).click()
      await page.getByRole('button', { name: 'Cancel the run' }).click()
      await page.getByRole('heading', { name: 'Cancelled' }).waitFor()
      await page.getByRole('button', { name: 'Resume' }).press('Enter')
      await page.getByRole('heading', { name: 'Finished' }).waitFor({ timeout: 60_000 })
      await expectAccessible()
    })

    it('remembers the dark theme, and the page complained about nothing', async () => {
      const { page } = app
      await page.getByLabel('Theme').selectOption('dark')
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
      await expectAccessible()
      await page.reload()
      await page.locator('html[data-theme=dark]').waitFor()
      expect(app.complaints).toEqual([])
    })
  },
)
