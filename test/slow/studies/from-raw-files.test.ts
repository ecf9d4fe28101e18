import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEcgCases } from '../../../src/main/demo/ecg/ecg-case'
import { writeEcgStudy } from '../../../src/main/demo/ecg/write-ecg-study'
import {
  accessFaults,
  keepPicture,
  openApplication,
  type OpenApplication,
} from '../../fixtures/builders/browser'

const chromium = process.env['MODALENS_CHROMIUM'] || '/usr/bin/chromium'
const shared = resolve(import.meta.dirname, '../../../../shared')

/** Two files and a folder, as a person has them, and what that person sets between them and the plan. */
interface RawStudy {
  readonly name: string
  readonly model: string
  readonly table: string
  /** Lays the files into an empty folder. */
  readonly lay: (folder: string) => Promise<void>
  readonly setUp: (walk: Walk) => Promise<void>
}

/** Every click is counted, and every page is looked at by axe where `see` is called. */
interface Walk {
  readonly page: Page
  readonly click: (name: string | RegExp) => Promise<void>
  readonly see: (what: string) => Promise<void>
}

function fromShared(
  name: string,
  model: string,
  data: string,
): Pick<RawStudy, 'name' | 'model' | 'table' | 'lay'> {
  const from = join(shared, 'data', data)
  const lay = (folder: string): Promise<void> => {
    cpSync(join(shared, 'studies', name, model), join(folder, model))
    cpSync(join(from, 'cases.csv'), join(folder, 'cases.csv'))
    const tokenizer = join(shared, 'studies', name, 'tokenizer.json')
    if (existsSync(tokenizer)) cpSync(tokenizer, join(folder, 'tokenizer.json'))
    for (const one of readdirSync(from, { withFileTypes: true }))
      if (one.isDirectory()) symlinkSync(join(from, one.name), join(folder, one.name))
    return Promise.resolve()
  }
  return { name, model, table: 'cases.csv', lay }
}

const takeFit = async ({ page, click }: Walk): Promise<void> => {
  await click(/^Take this/)
  await page.getByText(/fills (\d+) of \1 columns/).waitFor()
}

const real: readonly RawStudy[] = [
  {
    ...fromShared('skin', 'ResNetMLP.onnx', 'pad-ufes-20'),
    setUp: async (walk) => {
      await walk.click(/Modalities/)
      await walk.click(/^Use the template .*ImageNet/i)
      await walk.click('Next')
      await takeFit(walk)
      await walk.see('record')
    },
  },
  {
    ...fromShared('chest', 'ResNetTextMLP.onnx', 'mhh-covid-cxr'),
    setUp: async (walk) => {
      await walk.click('Go to labs, attributes')
      await takeFit(walk)
      await walk.see('record')
    },
  },
  { ...fromShared('lung', 'ResNet3dMLP.onnx', 'lung-crops'), setUp: () => Promise.resolve() },
]

const ecg: RawStudy = {
  ...{ name: 'ecg', model: 'ecg.onnx', table: 'recordings.csv' },
  lay: async (folder) => {
    await writeEcgStudy(folder, 12)
    rmSync(join(folder, 'ecg.study.yaml'))
    // A person's table names the files.
    const table = join(folder, 'recordings.csv')
    const [head = '', ...rows] = readFileSync(table, 'utf8').trim().split('\n')
    const named = rows.map((row) => `${row},recordings/${row.split(',')[0] ?? ''}.hea`)
    writeFileSync(table, [`${head},recording`, ...named, ''].join('\n'))
  },
  setUp: () => Promise.resolve(),
}

/** From the start page to a run that is under way; returns how many clicks that took. */
async function walkTo(app: OpenApplication, study: RawStudy, folder: string): Promise<number> {
  const { page } = app
  let clicks = 0
  const click = async (name: string | RegExp): Promise<void> => {
    clicks += 1
    await page
      .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
      .first()
      .click()
  }
  const see = async (what: string): Promise<void> => {
    expect([what, await accessFaults(page)]).toEqual([what, []])
    await keepPicture(page, `study-${study.name}-${what}`)
  }
  await click(/^Choose files/)
  for (const one of [basename(folder), study.model, study.table]) await click(one)
  await click('Start the guided set-up')
  await page.getByRole('heading', { name: 'Set-up' }).waitFor()
  await page.getByRole('heading', { name: 'One case' }).waitFor()
  await see('set-up')
  await study.setUp({ page, click, see })
  await click(/6 Plan/)
  // Into the field; what is typed there is no click.
  clicks += 1
  await page.getByRole('spinbutton', { name: 'First cases only' }).fill('2')
  await page.getByText('Forward passes').waitFor()
  await see('plan')
  await click('Run')
  return clicks
}

const isHere = ({ name, model }: RawStudy): boolean =>
  name === 'ecg' || existsSync(join(shared, 'studies', name, model))

describe.skipIf(!existsSync(chromium))(
  'from raw files to a result without a study file and a terminal (skipped where no Chromium is installed)',
  () => {
    const studies = [...real, ecg]
    const folderOf = new Map(
      studies.map(({ name }) => [name, mkdtempSync(join(tmpdir(), `modalens-${name}-`))]),
    )
    let app: OpenApplication
    beforeAll(async () => {
      app = await openApplication([...folderOf.values(), ...(existsSync(shared) ? [shared] : [])])
    })
    afterAll(async () => {
      await app.close()
      for (const folder of folderOf.values()) rmSync(folder, { recursive: true, force: true })
    })

    for (const study of studies)
      it.skipIf(!isHere(study))(
        `${study.name} (real studies are skipped where ../shared is absent)`,
        async () => {
          const { page } = app
          const folder = folderOf.get(study.name) ?? ''
          await study.lay(folder)
          await page.goto(new URL('#/', page.url()).href)
          const startedMs = performance.now()
          const seconds = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`
          try {
            const clicks = await walkTo(app, study, folder)
            const result = page.getByRole('button', { name: 'Show the result' })
            await page.getByRole('button', { name: 'Pause' }).or(result).first().waitFor({ timeout: 60_000 })
            const toRun = seconds()
            await result.click({ timeout: 90_000 })
            await page.getByRole('table').first().waitFor()
            const load = loadavg()[0]?.toFixed(1) ?? ''
            console.log(
              `${study.name}: ${clicks} clicks, ${toRun} to the run, ${seconds()} to the result, load ${load}`,
            )
            expect(await accessFaults(page)).toEqual([])
            await keepPicture(page, `study-${study.name}-result`)
            expect(clicks).toBeLessThanOrEqual(12)
          } catch (thrown) {
            await keepPicture(page, `study-${study.name}-failed`)
            throw thrown
          }
        },
      )

    it('stays readable once its data are gone', async () => {
      const { page } = app
      rmSync(folderOf.get('ecg') ?? '', { recursive: true })
      await page.reload()
      await page.getByRole('table').first().waitFor()
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Report (PDF)' }).click()
      const pdf = readFileSync(await (await saved).path())
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      await keepPicture(page, 'gone-result')
      expect(await accessFaults(page)).toEqual([])
      await page.goto(page.url().replace(/result$/, `case/${createEcgCases(1)[0]?.caseId ?? ''}`))
      await page
        .getByText(/cannot be (read|shown)|no file or folder/i)
        .first()
        .waitFor()
      await keepPicture(page, 'gone-case')
      expect(await accessFaults(page)).toEqual([])
    })

    it('complains of nothing', () => {
      expect(app.complaints).toEqual([])
    })
  },
)
