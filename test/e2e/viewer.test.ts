import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openApplication, type OpenApplication } from '../fixtures/builders/browser'
import { seenOctants, writeOctantStudy } from '../fixtures/builders/octants'
import { runStudyFile } from '../fixtures/builders/run-study-file'
import { viewerOf, type ViewerPage } from '../fixtures/builders/viewer-page'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'

describe.skipIf(!existsSync(chromium))(
  'the viewer in a real Chromium (skipped where none is installed)',
  () => {
    let app: OpenApplication
    let viewer: ViewerPage
    beforeAll(async () => {
      app = await openApplication()
      const { runFolder } = await runStudyFile(writeOctantStudy(join(app.home, 'study')), app.home)
      await app.page.getByRole('heading', { level: 1 }).first().waitFor()
      await app.page.goto(`${new URL(app.page.url()).origin}/#/run/${basename(runFolder)}/case/a`)
      viewer = viewerOf(app.page, 'mr')
      await viewer.pane('Axial').waitFor()
      await settled()
    })
    afterAll(() => app.close())

    const settled = () => viewer.settled()
    const press = (key: string) => viewer.press(key)
    const slices = () => viewer.slices()
    it('begins at the strongest part, and shows every octant of the patient where a radiologist looks for it', async () => {
      // Left, back, head: x 12..23, y 0..14 from the head, z 0..9 from the back.
      expect(await slices()).toEqual([8, 16, 18])
      expect(await viewer.status()).toMatch(/mm L 5\.0 P 9\.0 S 16\.0/)
      expect(await viewer.window()).toBe('W 1000 L 500')
      await press('o')
      for (const { plane, aspect, quarters } of seenOctants) {
        const { width, height } = await viewer.drawn(plane)
        expect(Math.abs(width / height - aspect), plane).toBeLessThan(0.02)
        for (const { across, down, value } of quarters) {
          const grey = await viewer.greyAt(plane, across, down)
          expect(Math.abs(grey - (255 * value) / 1000), `${plane} ${across} ${down}`).toBeLessThan(2)
        }
      }
      // Slices count from the head: the feet are in the second half.
      await press('PageDown')
      expect(await slices()).toEqual([18, 16, 18])
      expect(await viewer.greyAt('Axial', 0.25, 0.25)).toBeCloseTo(25.5, -0.5)
      await press('PageUp')
      await press('o')
    })

    it('goes through slices by wheel, arrows, pages and the strip, and stays inside', async () => {
      await viewer.pointAt('Axial', 0.5, 0.5)
      await app.page.mouse.wheel(0, 100)
      await settled()
      expect(await slices()).toEqual([9, 16, 18])
      // A touchpad sends many small turns.
      for (let turn = 0; turn < 4; turn += 1) await app.page.mouse.wheel(0, -25)
      await settled()
      expect((await slices())[0]).toBe(7)
      await press('ArrowDown')
      expect((await slices())[0]).toBe(8)
      for (const key of ['PageUp', 'ArrowUp']) await press(key)
      expect((await slices())[0]).toBe(1)
      const steps = await viewer.stepsBy(['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowUp']) // prettier-ignore
      expect(steps).toEqual([[0, 0, 1], [0, 1, 0], [0, 0, -1], [0, -1, 0]]) // prettier-ignore
      await viewer.region.getByRole('slider', { name: 'coronal slices' }).press('ArrowRight')
      await settled()
      expect(await slices()).toEqual([1, 17, 18])
      await viewer.pointAt('Sagittal', 0.5, 0.5)
      await app.page.mouse.wheel(0, -100)
      await settled()
      expect(await slices()).toEqual([1, 17, 17])
    })

    it('moves the crosshair of all planes by a drag, and says voxel, place, value, part and effect below the pointer', async () => {
      const from = await viewer.at('Axial', 0.26, 0.76)
      await app.page.mouse.move(from.x, from.y)
      await app.page.mouse.down()
      await settled()
      expect(await slices()).toEqual([1, 16, 7])
      const to = await viewer.at('Axial', 0.76, 0.26)
      await app.page.mouse.move(to.x, to.y)
      await app.page.mouse.up()
      await settled()
      expect(await slices()).toEqual([1, 6, 19])
      const below = await viewer.at('Coronal', 0.76, 0.76)
      await app.page.mouse.move(below.x, below.y)
      await settled()
      const words = await viewer.status()
      expect(words).toMatch(/voxel 18, 22, 14\b/)
      expect(words).toMatch(/mm L 6\.0 A 6\.0 I 14\.0/)
      expect(words).toMatch(/value 200\b/)
      expect(words).toMatch(/difference 0\.000/)
      const tip = viewer.region.locator('.tip')
      await tip.getByText('rank').waitFor()
      const away = await viewer.at('Coronal', 0.26, 0.76)
      await app.page.mouse.move(away.x, away.y)
      await tip.getByText('0.600').waitFor()
      expect(await viewer.status()).toMatch(/difference 0\.600[^]*raises size from/)
      await app.page.mouse.move(2, 2)
      await tip.waitFor({ state: 'detached' })
    })

    it('has tools for the left button, and windows by the right one, that a double click or 0 takes back', async () => {
      const { page } = app
      await viewer.dragBy(60, 0, 'right')
      const wide = await viewer.window()
      expect(wide).toMatch(/^W 10[4-9]\d(\.\d+)? L 500$/)
      await press('0')
      expect(await viewer.window()).toBe('W 1000 L 500')
      await press('w')
      expect(await viewer.isPressed('Window')).toBe(true)
      await viewer.dragBy(0, 60)
      expect(await viewer.window()).toMatch(/^W 1000 L [56]\d\d/)
      await press('m')
      const before = await viewer.drawn('Axial')
      await viewer.dragBy(30, 20)
      expect(await viewer.drawn('Axial')).toEqual({ ...before, left: before.left + 30, top: before.top + 20, height: before.height - 20 }) // prettier-ignore
      await press('z')
      await viewer.dragBy(0, -60)
      expect((await viewer.drawn('Axial')).width).toBeGreaterThan(before.width * 1.2)
      const { x, y } = await viewer.at('Axial', 0.5, 0.5)
      await press('c')
      expect(await viewer.isPressed('Crosshair')).toBe(true)
      await page.mouse.dblclick(x, y)
      await settled()
      expect(await viewer.drawn('Axial')).toEqual(before)
      expect(await viewer.window()).toBe('W 1000 L 500')
    })

    it('zooms to the pointer by Ctrl and wheel, around fingers, by keys, and is moved by Space or the middle button', async () => {
      const { page } = app
      const whole = await viewer.drawn('Axial')
      const { x, y } = await viewer.at('Axial', 0.32, 0.33)
      await page.mouse.move(x, y)
      const below = /voxel [\d, ]+/.exec(await viewer.status())?.[0]
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -120)
      await page.keyboard.up('Control')
      await settled()
      expect((await viewer.drawn('Axial')).width).toBeGreaterThan(whole.width * 1.3)
      await page.mouse.move(x + 1, y)
      await page.mouse.move(x, y)
      expect(await viewer.status()).toContain(below)
      await press('0')
      await press('-')
      expect((await viewer.drawn('Axial')).width / whole.width).toBeCloseTo(0.8, 1)
      await press('+')
      await viewer.pinch([60, 52, 44, 36, 30])
      expect((await viewer.drawn('Axial')).width / whole.width).toBeCloseTo(0.5, 1)
      for (const button of ['left', 'middle'] as const) {
        await press('0')
        await press('-')
        const small = await viewer.drawn('Axial')
        await viewer.pane('Axial').focus()
        if (button === 'left') await page.keyboard.down(' ')
        await viewer.dragBy(-40, 10, button)
        if (button === 'left') await page.keyboard.up(' ')
        expect(await viewer.drawn('Axial')).toEqual({ ...small, left: small.left - 40, top: small.top + 10 })
      }
      await press('0')
    })

    it('has a map that is switched, weakened and scaled, and borders of its parts', async () => {
      const coloured = async (): Promise<number> => {
        const { left, top, width, height } = await viewer.drawn('Coronal')
        const [red, , blue] = (await viewer.picture('Coronal')).colour(left + 0.3 * width, top + 0.8 * height)
        return red - blue
      }
      // Right, front, feet.
      await viewer.region.getByRole('list', { name: 'Strongest parts' }).getByRole('button').nth(1).click()
      await settled()
      const strong = await coloured()
      expect(strong).toBeGreaterThan(40)
      await press('[')
      await press('[')
      const weak = await coloured()
      expect(weak).toBeLessThan(strong - 10)
      for (const key of [']', ']']) await press(key)
      expect(await coloured()).toBe(strong)
      await press('o')
      expect(await coloured()).toBe(0)
      await press('o')
      const scale = viewer.region.getByLabel('Scale of mr')
      expect(await scale.inputValue()).toBe('modality')
      await press('s')
      expect(await scale.inputValue()).toBe('all')
      for (const key of ['s', 's']) await press(key)
      const marks = () => viewer.region.locator('canvas.marks').first().evaluate((one: HTMLCanvasElement) => one.toDataURL()) // prettier-ignore
      const plain = await marks()
      await press('g')
      expect(await marks()).not.toBe(plain)
      await press('g')
      expect(await marks()).toBe(plain)
    })

    it('goes to strong parts by N and by the list, and shows them masked and what that changed', async () => {
      const list = viewer.region.getByRole('list', { name: 'Strongest parts' })
      const chosen = async () => (await list.locator('[aria-pressed=true] .rank').innerText()).trim()
      await list.getByRole('button').nth(1).click()
      await settled()
      // Right, front, feet.
      expect(await slices()).toEqual([23, 6, 6])
      expect(await chosen()).toBe('2')
      await press('n')
      expect(await chosen()).toBe('3')
      expect(await slices()).toEqual([8, 6, 18])
      await press('Shift+N')
      await press('Shift+N')
      expect(await chosen()).toBe('1')
      expect(await slices()).toEqual([8, 16, 18])
      await press('o')
      await press('v')
      expect(await viewer.isPressed('As the model sees it')).toBe(true)
      const own = await viewer.greyAt('Axial', 0.75, 0.75)
      await press('x')
      expect(await viewer.isPressed('Part masked')).toBe(true)
      const at = await viewer.at('Axial', 0.25, 0.25)
      const box = (await viewer.pane('Axial').boundingBox())!
      const { grey } = await viewer.picture('Axial')
      const { left, top, width, height } = await viewer.drawn('Axial')
      expect(own).toBeGreaterThan(200)
      expect(grey(left + 0.75 * width, top + 0.75 * height)).toBeLessThan(5)
      expect(grey(at.x - box.x, at.y - box.y)).toBeGreaterThan(60)
      await viewer.region.getByRole('button', { name: 'Difference' }).click()
      await settled()
      await viewer.pointAt('Axial', 0.75, 0.75)
      await settled()
      expect(await viewer.status()).toMatch(/value -?800\b/)
      await press('x')
      await press('x')
      await press('v')
      expect(await viewer.isPressed('File')).toBe(true)
      await press('o')
    })

    it('makes another plane the large one, fills the window, shows pixels as they are and runs by itself', async () => {
      const { page } = app
      const large = async () => (await viewer.region.getByRole('img').first().getAttribute('aria-label'))!.split(' ')[0] // prettier-ignore
      await press('l')
      expect(await large()).toBe('Coronal')
      await press('l')
      expect(await large()).toBe('Sagittal')
      await press('l')
      expect(await large()).toBe('Axial')
      await press('f')
      expect(await viewer.region.boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 800 })
      await press('Escape')
      expect((await viewer.region.boundingBox())!.y).toBeGreaterThan(100)
      await press('o')
      const greys = async (): Promise<number> => {
        const { left, top, width, height } = await viewer.drawn('Axial')
        const { grey } = await viewer.picture('Axial')
        return new Set(Array.from({ length: Math.floor(0.8 * width) }, (_, x) => grey(left + 0.1 * width + x, top + 0.25 * height))).size // prettier-ignore
      }
      expect(await greys()).toBeGreaterThan(2)
      await press('i')
      expect(await greys()).toBe(2)
      await press('i')
      await press('o')
      const [before] = await slices()
      await viewer.pane('Axial').focus()
      await page.keyboard.press('k')
      await viewer.region.getByRole('img', { name: `Axial slice ${before! + 3} of 30` }).waitFor()
      await page.keyboard.press('k')
      await settled()
      const [stopped] = await slices()
      await page.waitForTimeout(400)
      expect((await slices())[0]).toBe(stopped)
    })

    it('lists its keys and shows the header, without findings of axe on both pages of a case, in both themes', async () => {
      const { page } = app
      const look = async (): Promise<void> => {
        for (const theme of ['light', 'dark']) {
          await page.getByLabel('Theme').selectOption(theme)
          expect(await accessFaults(page), theme).toEqual([])
        }
      }
      const lookAtAll = async (): Promise<void> => {
        await look()
        await press('?')
        await viewer.region.getByRole('region', { name: 'Keys of the viewer' }).waitFor()
        await look()
        await press('?')
        await press('h')
        const header = page.getByRole('dialog', { name: 'Header of mr' })
        await header.getByRole('table').waitFor()
        await look()
        await header.getByLabel('Search the header').press('Escape')
        await header.waitFor({ state: 'detached' })
      }
      await lookAtAll()
      await page.getByRole('button', { name: 'Data of this case' }).click()
      await page.getByText('in the order of the table').waitFor()
      await viewer.pane('Axial').waitFor()
      await lookAtAll()
      await page.goBack()
      await viewer.pane('Axial').waitFor()
      await page.getByLabel('Theme').selectOption('light')
    })

    it('remembers its window after a reload', async () => {
      const { page } = app
      await press('2')
      const chosen = await viewer.window()
      await page.waitForTimeout(500)
      await page.reload()
      await viewer.pane('Axial').waitFor().then(settled)
      expect(await viewer.window()).toBe(chosen)
      await press('1')
      expect([await viewer.window(), chosen === 'W 1000 L 500']).toEqual(['W 1000 L 500', false])
      expect(app.complaints.filter((one) => !one.includes('willReadFrequently'))).toEqual([]) // which the test itself is told
    })
  },
)
