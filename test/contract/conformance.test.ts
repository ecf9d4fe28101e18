import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api } from '@shared/api'
import type { RunEvent } from '@shared/run'
import type { ScanEvent } from '@shared/scan'
import { sliceValues } from '@shared/slice-values'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomTreeFile } from '../fixtures/builders/dicom-tree'
import { writeThreeModalityStudy } from '../fixtures/builders/toy-study'
import { openDirect, openPort, openSocket, type OpenTransport } from '../fixtures/builders/transports'

/** Whatever the transport: the same calls are answered and the same calls are refused. */
describe.each([
  ['in this process', openDirect],
  ['over a message port', openPort],
  ['over the browser host with its engine and runner processes', openSocket],
])('the Api %s', (_name, open) => {
  let home: string
  let transport: OpenTransport
  let api: Api
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-contract-'))
    transport = await open(home)
    api = transport.api
  })
  afterAll(async () => {
    await transport.close()
    rmSync(home, { recursive: true, force: true })
  })

  it('opens a demo, lists its cases and previews one', async () => {
    const demos = await api.studies.demos()
    expect(demos.map(({ demo }) => demo)).toEqual([
      'ignores-report',
      'balanced',
      'image-dominated',
      'undecided',
      'lesion',
      'shortcut',
      'ecg',
    ])
    const study = await api.studies.openDemo({ demo: 'balanced' })
    expect(study).toMatchObject({ caseCount: 164, patientCount: 162, problems: [] })
    const { total, rows } = await api.datasets.cases({ studyId: study.studyId, limit: 3 })
    expect([total, rows.length]).toEqual([164, 3])
    const preview = await api.datasets.case({ studyId: study.studyId, caseId: 'demo-001' })
    expect(preview.modalities.map(({ kind }) => kind)).toEqual(['volume', 'text', 'tabular'])
  })

  it('lists the devices of this machine, each with why it cannot be had', async () => {
    const devices = await api.devices.list()
    expect(devices.map(({ device }) => device)).toEqual(['cpu', 'cuda', 'dml', 'coreml', 'webgpu'])
    expect(devices[0]).toEqual({ device: 'cpu', refused: null })
  })

  it('tells the header of a slice, without who the patient is', async () => {
    const study = await api.studies.openDemo({ demo: 'balanced' })
    const request = { studyId: study.studyId, caseId: 'demo-001', modality: 'ct', index: 1 }
    const { file, rows } = await api.datasets.header(request)
    expect(file).toBeNull()
    expect(rows).toContainEqual(
      expect.objectContaining({ keyword: 'Modality', value: 'CT', isIdentity: false }),
    )
    expect(rows.find(({ keyword }) => keyword === 'SeriesInstanceUID')?.value).toBe('hidden')
    const shown = await api.datasets.header({ ...request, identity: true })
    expect(shown.rows.find(({ keyword }) => keyword === 'SeriesInstanceUID')?.value).not.toBe('hidden')
  })

  it('hands over a slice as bytes, unchanged', async () => {
    const { studyId } = await api.studies.openDemo({ demo: 'balanced' })
    const request = {
      studyId,
      caseId: 'demo-001',
      modality: 'ct',
      view: 'source',
      axis: 'z',
      index: 8,
    } as const
    const { dims, range, pixelAspect, ...packed } = await api.datasets.slice(request)
    expect(dims).toEqual([48, 48, 1])
    const values = sliceValues(packed)
    expect(values).toHaveLength(48 * 48)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(range[0])
    expect(Math.max(...values)).toBeLessThanOrEqual(range[1])
    expect(pixelAspect).toBe(1)
    const coronal = await api.datasets.slice({ ...request, axis: 'y', index: 20 })
    expect([coronal.dims, coronal.pixelAspect]).toEqual([[16, 48, 1], 2])
  })

  it('runs a study, streams its events from any number on, and gives its result, export and report', async () => {
    const { studyId } = await api.studies.openDemo({ demo: 'ignores-report' })
    const overrides = { cases: { first: 4 } }
    const { plan, problems } = await api.studies.check({ studyId, overrides })
    expect(problems).toEqual([])
    expect(plan).toMatchObject({ caseCount: 4, passesAreExact: true })
    const { run } = await api.runs.start({ studyId, overrides })
    const events: RunEvent[] = []
    for await (const event of await api.runs.events({ run })) events.push(event)
    expect(events[0]).toMatchObject({ event: 'phase', sequence: 0, phase: { phase: 'model', seconds: null } })
    expect(events.at(-1)).toMatchObject({ event: 'finished', casesDone: 4 })
    const late: RunEvent[] = []
    for await (const event of await api.runs.events({ run, from: events.length - 2 })) late.push(event)
    expect(late).toEqual(events.slice(-2))
    const result = await api.runs.result({ run })
    // Four patients are too few to call it a collapse.
    expect(result.contribution.verdicts).toMatchObject([{ modality: 'report', verdict: 'no-response-seen' }])
    expect((await api.runs.case({ run, caseId: 'demo-002' })).modalities).toHaveLength(3)
    expect((await api.runs.list()).map((one) => [one.run, one.state])).toContainEqual([run, 'finished'])
    const { file } = await api.runs.export({ run, format: 'csv', table: 'cases' })
    expect((await file.text()).split('\r\n')).toHaveLength(6)
    const report = await api.reports.create({ run })
    expect(new TextDecoder().decode((await report.file.arrayBuffer()).slice(0, 5))).toBe('%PDF-')
  })

  it('cancels a run within a batch and resumes it', async () => {
    const { studyId } = await api.studies.openDemo({ demo: 'balanced' })
    const { run } = await api.runs.start({ studyId, overrides: { path: 'plain' } })
    let last: RunEvent | null = null
    for await (const event of await api.runs.events({ run })) {
      if (event.event === 'case') await api.runs.cancel({ run })
      last = event
    }
    expect(last?.event).toBe('cancelled')
    expect((await api.runs.list()).find((one) => one.run === run)?.state).toBe('cancelled')
    await api.runs.resume({ run })
    for await (const event of await api.runs.events({ run })) last = event
    expect(last).toMatchObject({ event: 'finished', casesDone: 164 })
    await api.runs.remove({ run })
    expect((await api.runs.list()).map((one) => one.run)).not.toContain(run)
  })

  it('keeps settings, and remembers no path but a handle', async () => {
    expect((await api.settings.set({ theme: 'dark' })).theme).toBe('dark')
    expect((await api.settings.get()).theme).toBe('dark')
    // What a change does not name stays as it is.
    expect(await api.settings.set({ grouping: 'space' })).toMatchObject({ theme: 'dark', grouping: 'space' })
  })

  it('remembers how a study is looked at, for the study and its runs alike', async () => {
    const { studyId } = await api.studies.openDemo({ demo: 'ignores-report' })
    expect(await api.views.get({ of: { studyId } })).toEqual({
      identity: false,
      windows: {},
      scaleLimits: {},
    })
    await api.views.set({ of: { studyId }, change: { windows: { ct: { low: -160, high: 240 } } } })
    const [{ run } = { run: '' }] = await api.runs.list()
    expect((await api.views.get({ of: { run } })).windows).toEqual({ ct: { low: -160, high: 240 } })
  })

  it('lists files inside its roots by handle and opens a study from there', async () => {
    writeFileSync(join(home, 'broken.study.yaml'), 'modalens: 2\n')
    const [root] = await api.files.roots()
    const { entries } = await api.files.list({ handle: root!.handle })
    const study = entries.find(({ name }) => name === 'broken.study.yaml')
    expect(study?.kind).toBe('study')
    await expect(api.studies.open({ handle: study!.handle })).rejects.toMatchObject({ code: 'study/invalid' })
  })

  it('sets a study up: drafts it beside its table, changes it, and takes a change back', async () => {
    const folder = join(home, 'new')
    writeThreeModalityStudy({ folder, caseCount: 3, seed: 1 })
    const handleOf = async (name: string): Promise<string> => {
      const { size } = statSync(join(folder, name))
      const { found } = await api.files.find({ name, size })
      expect(found.map(({ path }) => path)).toEqual([join(folder, name)])
      return found[0]!.handle
    }
    const begun = await api.drafts.begin({
      model: await handleOf('model.onnx'),
      table: await handleOf('cases.csv'),
    })
    expect(begun).toMatchObject({ fileName: 'model.study.yaml', problems: [], table: { rowCount: 3 } })
    const { handle } = begun
    const wrong = await api.drafts.change({ handle, edits: [{ path: ['outputs', 'kind'], value: 'guess' }] })
    expect(wrong.problems.map(({ path }) => path)).toEqual([['outputs', 'kind']])
    const back = await api.drafts.undo({ handle })
    expect([back.text, back.canRedo]).toEqual([begun.text, true])
    const gone = await api.drafts.change({ handle, edits: [{ path: ['outputs', 'kind'] }] })
    expect(gone.text).not.toContain('kind: multi-label')
    expect(await api.drafts.hints({ handle })).toEqual([])
    await expect(api.drafts.write({ handle: await handleOf('cases.csv'), text: '' })).rejects.toMatchObject({
      code: 'study/not-a-study-file',
    })
    const { studyId } = await api.drafts.open({ handle: await handleOf('toy.study.yaml') })
    const { total } = await api.datasets.cases({ studyId: studyId!, limit: 1 })
    expect(total).toBe(3)
  })

  it('scans a folder, streams its counts, gives its series and removes its index', async () => {
    mkdirSync(join(home, 'images'))
    for (const slice of [1, 2, 3])
      writeFileSync(join(home, 'images', `${slice}`), dicomTreeFile(1, 1, 1, slice))
    const [root] = await api.files.roots()
    const { entries } = await api.files.list({ handle: root!.handle })
    const { scan } = await api.scans.start({ handle: entries.find(({ name }) => name === 'images')!.handle })
    const events: ScanEvent[] = []
    for await (const event of await api.scans.events({ scan })) events.push(event)
    expect(events.at(-1)).toMatchObject({ event: 'finished', counts: { files: 3, read: 3 } })
    const { patients } = await api.scans.result({ scan })
    expect(patients).toMatchObject([{ studies: [{ series: [{ series: '1.2.826.1.1.1', sliceCount: 3 }] }] }])
    expect((await api.scans.list()).map((one) => one.scan)).toEqual([scan])
    expect(await api.scans.cancel({ scan })).toEqual({})
    await api.scans.remove({ scan })
    expect(await api.scans.list()).toEqual([])
  })

  it.each<[string, string, (api: Api) => Promise<unknown>]>([
    ['an unknown scan', 'scan/not-found', (one) => one.scans.result({ scan: '0'.repeat(24) })],
    ['a scan id that is a path', 'scan/not-found', (one) => one.scans.remove({ scan: '../../settings' })],
    [
      'the events of an unknown scan',
      'scan/not-found',
      async (one) => {
        for await (const event of await one.scans.events({ scan: '0'.repeat(24) })) return event
        return null
      },
    ],
    ['an unknown handle', 'file/unknown-handle', (one) => one.studies.open({ handle: '/etc/passwd' })],
    ['an unknown study', 'study/not-open', (one) => one.studies.check({ studyId: 'study-99' })],
    ['an unknown demo', 'demo/unknown', (one) => one.studies.openDemo({ demo: 'x' })],
    ['an unknown run', 'run/not-found', (one) => one.runs.result({ run: 'nothing' })],
    ['a run id that is a path', 'run/not-found', (one) => one.runs.remove({ run: '../..' })],
    [
      'arguments of the wrong form',
      'engine/bad-request',
      (one) => one.datasets.cases({ studyId: 's', limit: 0 }),
    ],
    [
      'the view of an unknown study',
      'study/not-open',
      (one) => one.views.get({ of: { studyId: 'study-99' } }),
    ],
    [
      'a window that shows nothing',
      'engine/bad-request',
      (one) => one.views.set({ of: { studyId: 's' }, change: { windows: { ct: { low: 1, high: 1 } } } }),
    ],
    ['arguments of the wrong type', 'engine/bad-request', (one) => one.runs.start({ studyId: 7 } as never)],
  ])('refuses %s', async (_what, code, call) => {
    await expect(call(api)).rejects.toMatchObject({ name: 'AppError', code })
  })
})
