import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApplication, type OpenApplication } from '../fixtures/builders/browser'
import { writeVolumeStudy } from '../fixtures/builders/real-volumes'
import { runStudyFile } from '../fixtures/builders/run-study-file'
import { fitted, viewerOf, type PlaneName, type ViewerPage } from '../fixtures/builders/viewer-page'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'
const data = resolve(import.meta.dirname, '../../../shared/data')

/** By pixel: bright and dark runs of a row, nothing of our own planes. */
describe.skipIf(!existsSync(chromium) || !existsSync(data))(
  'real patients as a radiologist knows them (skipped without Chromium or the data beside the repository)',
  () => {
    let app: OpenApplication
    let runFolder = ''
    beforeAll(async () => {
      app = await openApplication([resolve(data, '..')])
      const volumes = {
        lung: join(data, 'lung-ct-dicom'),
        t1: join(data, 't1-nifti/t1_crop.nii.gz'),
        pacsman: join(data, 'pacsman-dicom'),
      }
      ;({ runFolder } = await runStudyFile(writeVolumeStudy(join(app.home, 'study'), volumes), app.home))
      await app.page.setViewportSize({ width: 1600, height: 1300 })
    })
    afterAll(() => app.close())

    /** The volume alone: without map, over the whole window. */
    const open = async (id: string): Promise<ViewerPage> => {
      const { page } = app
      await page.goto(`${new URL(page.url()).origin}/#/run/${basename(runFolder)}/case/${id}`)
      // Begins anew: a page keeps how cases are looked at from one to the next.
      await page.reload()
      const viewer = viewerOf(page, 'scan')
      await viewer.pane('Axial').waitFor()
      await viewer.settled()
      // A window is kept for the whole study.
      for (const key of ['0', 'f', 'o']) await viewer.press(key)
      expect([await viewer.isPressed('Fill the window'), await viewer.region.getByRole('checkbox').isChecked()]).toEqual([true, false]) // prettier-ignore
      return viewer
    }
    const goTo = async (viewer: ViewerPage, plane: PlaneName, slice: number): Promise<void> => {
      await viewer.region
        .getByRole('slider', { name: `${plane.toLowerCase()} slices` })
        .fill(String(slice - 1))
      await viewer.region.getByRole('img', { name: new RegExp(`^${plane} slice ${slice} of`) }).waitFor()
      await viewer.settled()
    }
    /** Greys of a slice by its shares of width and height; `mm` is what it measures. */
    const greys = async (viewer: ViewerPage, plane: PlaneName, mm: readonly [number, number]) => {
      const picture = await viewer.picture(plane)
      const { left, top, width, height } = fitted(picture, ...mm)
      const row = (down: number): number[] =>
        Array.from({ length: Math.floor(width) }, (_, x) => picture.grey(left + x, top + down * height))
      return { row, width, height }
    }
    const letters = async (viewer: ViewerPage, plane: PlaneName) =>
      (await viewer.pane(plane).locator('..').locator('.letter').allInnerTexts()).join('')
    const count = (row: readonly number[], is: (grey: number) => boolean): number => row.filter(is).length
    const [isBright, isDark] = [(grey: number) => grey > 200, (grey: number) => grey < 140]

    it('shows a lung CT with the apex up and the heart on the right of the picture, values where they were measured', async () => {
      const viewer = await open('lung')
      await viewer.region.getByRole('button', { name: /^Lung/ }).click()
      await goTo(viewer, 'Axial', 35)
      await goTo(viewer, 'Coronal', 353)
      expect([await letters(viewer, 'Axial'), await letters(viewer, 'Coronal')]).toEqual(['RLAP', 'RLSI'])
      const across = 512 * 0.841796875
      const coronal = await greys(viewer, 'Coronal', [across, 64 * 5])
      /** Air between the walls of the chest. */
      const air = (down: number): number => {
        const row = coronal.row(down)
        return count(row.slice(row.findIndex(isBright), row.findLastIndex(isBright)), isDark) / coronal.width
      }
      expect(air(0.75)).toBeGreaterThan(0.3)
      expect(air(0.22)).toBeLessThan(0.6 * air(0.75))
      expect(air(0.97)).toBeLessThan(0.05)
      const axial = await greys(viewer, 'Axial', [across, across])
      const [right, left] = [0.35, 0.5].map((from) =>
        [0.42, 0.45, 0.48, 0.51].reduce((sum, down) => {
          const row = axial.row(down)
          return sum + count(row.slice(from * row.length, (from + 0.15) * row.length), isBright)
        }, 0),
      )
      expect(left!).toBeGreaterThan(2 * right!)
      // Measured by other software: voxel by voxel.
      const { voxels } = (JSON.parse(readFileSync(join(data, 'expected-volumes.json'), 'utf8')) as Expected)['lung-ct-dicom'] // prettier-ignore
      for (const { zyx, value } of voxels.slice(0, 6)) {
        const [z, y, x] = zyx
        await goTo(viewer, 'Axial', 64 - z)
        const at = await viewer.at('Axial', (x + 0.5) / 512, (y + 0.5) / 512)
        await app.page.mouse.move(at.x, at.y)
        await viewer.settled()
        const words = await viewer.status()
        expect(words).toContain(`voxel ${x}, ${y}, ${z}`)
        expect(words).toContain(`value ${value} HU`)
      }
    })

    it('shows a T1 that is stored as LIA with the nose on the left and the neck below', async () => {
      const viewer = await open('t1')
      await goTo(viewer, 'Sagittal', 128)
      expect(await letters(viewer, 'Sagittal')).toBe('APSI')
      const { row, height } = await greys(viewer, 'Sagittal', [256, 256])
      const isTissue = (grey: number): boolean => grey > 60
      const rows = Array.from({ length: Math.floor(height) }, (_, y) => row(y / height))
      const first = rows.map((one) => one.findIndex(isTissue)).map((x) => (x === -1 ? Infinity : x))
      const nose = first.indexOf(Math.min(...first))
      // Below the middle of the head; 2 cm above and below it the face lies further back.
      expect(nose / height).toBeGreaterThan(0.5)
      expect(nose / height).toBeLessThan(0.9)
      const mm = height / 256
      for (const away of [-25, 25]) expect(first[Math.round(nose + away * mm)]! - first[nose]!).toBeGreaterThan(8 * mm) // prettier-ignore
      expect(count(rows[Math.floor(0.02 * height)]!, isTissue)).toBe(0)
      const widest = Math.max(...rows.map((one) => one.findLastIndex(isTissue)))
      expect(widest).toBeGreaterThan(0.6 * height)
    })

    it('shows the phantom of a scanner with its mouth to the front and its eyes above', async () => {
      const viewer = await open('pacsman')
      const isEye = (grey: number): boolean => grey > 110 && grey < 145
      await goTo(viewer, 'Sagittal', 25)
      const { row } = await greys(viewer, 'Sagittal', [128, 128])
      const middle = row(0.5)
      const half = middle.length / 2
      expect(count(middle.slice(0, half - 4), isBright)).toBe(0)
      expect(count(middle.slice(half), isBright)).toBeGreaterThan(0.5 * half)
      const eyes = [0.15, 0.2, 0.25].map((down) => count(row(down).slice(0, half), isEye))
      expect(Math.max(...eyes)).toBeGreaterThan(10)
      for (const down of [0.75, 0.8, 0.85]) expect(count(row(down), isEye)).toBeLessThan(6)
    })
  },
)

type Expected = Record<
  'lung-ct-dicom',
  { readonly voxels: readonly { readonly zyx: readonly [number, number, number]; readonly value: number }[] }
>
