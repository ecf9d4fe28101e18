import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ScanEvent } from '@shared/scan'
import { describe, expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createServices, type Services } from '../../../src/main/services/services'
import { dicomTree, dicomTreeFile } from '../../fixtures/builders/dicom-tree'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const servicesIn = (home: string): Services =>
  createServices({
    home,
    roots: [home],
    clock: () => new Date('2026-01-02T03:04:05Z'),
    launchRun: createLaunchInProcess(),
  })

/** Scans to the end and returns the last event. */
async function scanWith(services: Services, path: string): Promise<{ scan: string; last: ScanEvent }> {
  const { scan } = await services.scans.start({ handle: services.files.grant(path) })
  let last: ScanEvent | null = null
  for await (const event of await services.scans.events({ scan })) last = event
  return { scan, last: last! }
}
const indexes = (home: string): string[] => readdirSync(join(home, 'scans'))

describe('a scanned folder', () => {
  it('has an index of its own, and nothing else is written or copied', async () => {
    const home = folders({})
    const root = folders(dicomTree({ patients: 2, studies: 2, series: 2, slices: 3 }))
    const before = readdirSync(root, { recursive: true })
    const { scan, last } = await scanWith(servicesIn(home), root)
    expect(last).toMatchObject({ event: 'finished', changes: { added: 24 } })
    expect(readdirSync(root, { recursive: true })).toEqual(before)
    expect(readdirSync(home)).toEqual(['scans'])
    expect(indexes(home)).toEqual([`${scan}.jsonl.gz`])
    expect(scan).not.toContain(basename(root))
    const bytes = readFileSync(join(home, 'scans', `${scan}.jsonl.gz`))
    expect(gunzipSync(bytes).toString().trim().split('\n')).toHaveLength(25)
    if (process.platform !== 'win32') expect(statSync(join(home, 'scans')).mode & 0o077).toBe(0)
  })

  it('is known to the next program, which reads only what is new', async () => {
    const home = folders({})
    const root = folders(dicomTree({ patients: 1, studies: 1, series: 2, slices: 3 }))
    const { scan } = await scanWith(servicesIn(home), root)
    const later = servicesIn(home)
    const [summary] = await later.scans.list(undefined)
    expect(summary).toMatchObject({ scan, path: root, isComplete: true, counts: { files: 6 } })
    expect(summary?.scannedAt).toBe('2026-01-02T03:04:05.000Z')
    const events: ScanEvent[] = []
    for await (const event of await later.scans.events({ scan })) events.push(event)
    expect(events).toMatchObject([{ event: 'finished', counts: { read: 6 } }])
    writeFileSync(join(root, 'p1', 'new'), dicomTreeFile(1, 1, 1, 4))
    expect((await scanWith(later, root)).last).toMatchObject({
      counts: { files: 7, read: 1 },
      changes: { added: 1, unchanged: 6 },
    })
    const { patients } = await later.scans.result({ scan })
    expect(patients).toMatchObject([
      { patientId: 'P1', name: 'Doe^Jane 1', studies: [{ series: [{ sliceCount: 4 }, { sliceCount: 3 }] }] },
    ])
  })

  it('keeps what was read when it is cancelled, and is one scan however often it is started', async () => {
    const home = folders({})
    const root = folders(dicomTree({ patients: 3, studies: 1, series: 2, slices: 100 }))
    const services = servicesIn(home)
    const handle = services.files.grant(root)
    const started = await Promise.all([services.scans.start({ handle }), services.scans.start({ handle })])
    const { scan } = started[0]
    expect(started[1]).toEqual({ scan })
    let last: ScanEvent | null = null
    for await (const event of await services.scans.events({ scan })) {
      last = event
      await services.scans.cancel({ scan })
    }
    expect(last?.event).toBe('cancelled')
    const { isComplete, counts } = await services.scans.result({ scan })
    expect(isComplete).toBe(false)
    expect(counts.files).toBeLessThan(600)
    expect((await scanWith(services, root)).last).toMatchObject({
      counts: { files: 600, read: 600 - counts.files },
    })
  })

  it('is forgotten with its index, and the folder stays', async () => {
    const home = folders({})
    const root = folders({ one: dicomTreeFile(1, 1, 1, 1) })
    const services = servicesIn(home)
    const { scan } = await scanWith(services, root)
    await services.scans.remove({ scan })
    expect(indexes(home)).toEqual([])
    expect(await services.scans.list(undefined)).toEqual([])
    await expect(services.scans.result({ scan })).rejects.toMatchObject({ code: 'scan/not-found' })
    expect(readdirSync(root)).toEqual(['one'])
  })

  it('can be removed while it goes on', async () => {
    const home = folders({})
    const root = folders(dicomTree({ patients: 2, studies: 1, series: 2, slices: 50 }))
    const services = servicesIn(home)
    const { scan } = await services.scans.start({ handle: services.files.grant(root) })
    await services.scans.remove({ scan })
    expect(indexes(home)).toEqual([])
  })

  it.each<[string, (file: string) => void]>([
    [
      'cut short',
      (file) => {
        truncateSync(file, 60)
      },
    ],
    [
      'overwritten',
      (file) => {
        writeFileSync(file, 'no gzip')
      },
    ],
    [
      'empty',
      (file) => {
        writeFileSync(file, '')
      },
    ],
  ])('is read anew when its index is %s', async (_what, damage) => {
    const home = folders({})
    const root = folders(dicomTree({ patients: 1, studies: 1, series: 1, slices: 3 }))
    const services = servicesIn(home)
    const { scan } = await scanWith(services, root)
    damage(join(home, 'scans', `${scan}.jsonl.gz`))
    await expect(services.scans.result({ scan })).rejects.toMatchObject({ code: 'scan/index-damaged' })
    expect((await scanWith(services, root)).last).toMatchObject({ event: 'finished', counts: { read: 3 } })
    expect((await services.scans.result({ scan })).patients).toHaveLength(1)
  })

  it('keeps its old index when the folder is gone, and says why', async () => {
    const home = folders({})
    const parent = folders({ 'images/one': dicomTreeFile(1, 1, 1, 1) })
    const services = servicesIn(home)
    const handle = services.files.grant(join(parent, 'images'))
    const { scan } = await scanWith(services, join(parent, 'images'))
    renameSync(join(parent, 'images'), join(parent, 'moved'))
    await expect(services.scans.start({ handle })).rejects.toMatchObject({ code: 'file/not-found' })
    expect(indexes(home)).toEqual([`${scan}.jsonl.gz`])
  })

  it('is a folder: a file is refused', async () => {
    const home = folders({ file: 'x' })
    const services = servicesIn(home)
    const handle = services.files.grant(join(home, 'file'))
    await expect(services.scans.start({ handle })).rejects.toMatchObject({ code: 'scan/not-a-folder' })
  })

  it('says that a scan failed when its index cannot be written', async () => {
    const home = folders({ scans: 'a file where the folder should be' })
    const root = folders({ one: dicomTreeFile(1, 1, 1, 1) })
    const services = servicesIn(home)
    const { last, scan } = await scanWith(services, root)
    expect(last).toMatchObject({ event: 'failed', error: { code: 'file/refused' } })
    rmSync(join(home, 'scans'))
    mkdirSync(join(home, 'scans'))
    expect((await scanWith(services, root)).last.event).toBe('finished')
    expect((await services.scans.list(undefined)).map((one) => one.scan)).toEqual([scan])
  })

  it('shares no name of a patient with errors and notices', async () => {
    const home = folders({})
    const root = folders({
      whole: dicomTreeFile(1, 1, 1, 1),
      cut: dicomTreeFile(1, 1, 1, 2).slice(0, 330),
    })
    const services = servicesIn(home)
    const { scan } = await scanWith(services, root)
    const { problems, notices } = await services.scans.result({ scan })
    expect(problems).toHaveLength(1)
    expect(JSON.stringify([problems, notices])).not.toMatch(/Doe|P1|2024/)
  })
})

describe('series of a scan become a table', () => {
  it('with a row each, paths from where the table lies, and never over another file', async () => {
    const home = folders({})
    mkdirSync(join(home, 'images'))
    for (const [name, bytes] of Object.entries(
      dicomTree({ patients: 2, studies: 1, series: 2, slices: 2 }),
    )) {
      mkdirSync(dirname(join(home, 'images', name)), { recursive: true })
      writeFileSync(join(home, 'images', name), bytes)
    }
    const services = servicesIn(home)
    const { scan } = await scanWith(services, join(home, 'images'))
    const { patients } = await services.scans.result({ scan })
    const all = patients.flatMap(({ studies }) => studies.flatMap(({ series }) => series))
    const series = [all[0]!, all[2]!].map((one) => one.series)
    const asked = { scan, series, folder: null, name: 'series.csv' }
    const table = await services.scans.table(asked)
    expect(table).toMatchObject({ path: join(home, 'series.csv'), rowCount: 2 })
    const [head, first, , last] = readFileSync(table.path, 'utf8').split('\r\n')
    expect(head).toMatch(/^case_id,patient_id,study_date,.*,series_uid,folder$/)
    expect(first).toContain(`${patients[0]!.patientId}-1,${patients[0]!.patientId},`)
    expect(first).toMatch(/,images[^,]*$/)
    expect(last).toBe('')
    await expect(services.scans.table(asked)).rejects.toMatchObject({ code: 'file/exists' })
    await expect(services.scans.table({ ...asked, series: ['none'], name: 'b.csv' })).rejects.toMatchObject({
      code: 'scan/no-such-series',
    })
  })
})
