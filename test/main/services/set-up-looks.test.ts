import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createServices, type Services } from '../../../src/main/services/services'
import { buildExternalModel } from '../../fixtures/builders/external-model'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

function servicesIn(home: string): Services {
  return createServices({
    ...{ home, roots: [home], clock: () => new Date('2026-01-02T03:04:05Z') },
    launchRun: createLaunchInProcess(),
  })
}

function toyIn(home: string): {
  readonly services: Services
  readonly path: string
  readonly folder: string
} {
  const folder = join(home, 'data')
  const path = writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 })
  return { services: servicesIn(home), path, folder }
}

describe('a case as the set-up looks at it', () => {
  it('is shown after every step, with the size and range that it has there', async () => {
    const { services, path } = toyIn(folders({}))
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const { stages, problem } = await services.datasets.stages({
      studyId,
      caseId: 'case-1',
      modality: 'image',
    })
    expect(problem).toBeNull()
    expect(stages[0]).toMatchObject({ step: null, channels: 1 })
    const [width, height] = [stages[0]?.thumbnail?.width ?? 0, stages[0]?.thumbnail?.height ?? 0]
    expect(Buffer.from(stages[0]?.thumbnail?.pixels ?? '', 'base64')).toHaveLength(width * height)
    const record = await services.datasets.stages({ studyId, caseId: 'case-1', modality: 'record' })
    expect(record).toEqual({ stages: [], problem: null })
  })

  it('says how it would be cut and masked, and what stands in for each attribute', async () => {
    const { services, path } = toyIn(folders({}))
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const { looks, passes, caseCount } = await services.datasets.parts({ studyId, caseId: 'case-1' })
    expect(looks.map(({ modality, problem }) => [modality, problem])).toEqual([
      ['image', null],
      ['report', null],
      ['record', null],
    ])
    expect(passes).toBe(1 + looks.reduce((sum, one) => sum + one.passes, 0))
    const { plan } = await services.studies.check({ studyId, overrides: {} })
    expect(caseCount).toBe(plan?.caseCount)
    expect(looks.find(({ modality }) => modality === 'record')?.masked?.length).toBeGreaterThan(0)
    const slice = { studyId, caseId: 'case-1', modality: 'image', axis: 'z', index: 0, count: 1 } as const
    const own = await services.datasets.slice({ ...slice, view: 'model', part: null })
    const masked = await services.datasets.slice({ ...slice, view: 'masked', part: 0 })
    expect(masked.pixels === own.pixels).toBe(false)
  })
})

describe('data that were moved', () => {
  it('are found by the ends of their paths, counted before anything is written, and written with comments and undo', async () => {
    const home = folders({})
    const { services, path, folder } = toyIn(home)
    writeFileSync(path, `# mine\n${readFileSync(path, 'utf8')}`)
    const moved = join(home, 'elsewhere', 'deep')
    mkdirSync(moved, { recursive: true })
    cpSync(folder, moved, { recursive: true })
    for (const name of ['model.onnx', 'cases.csv']) rmSync(join(folder, name))
    const { handle } = await services.drafts.open({ handle: services.files.grant(path) })
    const found = await services.drafts.moved({
      handle,
      folder: services.files.grant(join(home, 'elsewhere')),
    })
    expect(found).toMatchObject({ missing: [], hasAbsolute: false, isWhole: true })
    expect(found.found).toBe(found.total)
    expect(found.before).toBeLessThan(found.total)
    const draft = await services.drafts.change({ handle, edits: found.edits })
    expect(draft.text).toContain('# mine')
    expect(draft.text).toContain('model: ../elsewhere/deep/model.onnx')
    expect(draft.faults).toEqual([])
    expect((await services.drafts.undo({ handle })).text).toContain('model: model.onnx')
  })

  it('get a folder of their own where only the files of the cases went away', async () => {
    const home = folders({})
    const { services, path, folder } = toyIn(home)
    const pictures = readFileSync(join(folder, 'cases.csv'), 'utf8')
      .split('\n')
      .flatMap((line) => /[^,"]+\.npy/.exec(line)?.[0] ?? [])
    mkdirSync(join(home, 'archive'))
    for (const name of pictures) renameSync(join(folder, name), join(home, 'archive', name))
    const { handle } = await services.drafts.open({ handle: services.files.grant(path) })
    const found = await services.drafts.moved({ handle, folder: services.files.grant(join(home, 'archive')) })
    expect(found.edits).toEqual([{ path: ['modalities', 0, 'source', 'folder'], value: '../archive' }])
    expect([found.total - found.before, found.found]).toEqual([pictures.length, found.total])
  })
})

describe('settings', () => {
  it('list recent studies with their model and what is gone, and forget one', async () => {
    const home = folders({})
    const { services, path, folder } = toyIn(home)
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const { run } = await services.runs.start({ studyId, overrides: {} })
    for await (const event of await services.runs.events({ run, from: 0 }))
      if (event.event === 'finished') break
    const [recent] = await services.settings.recent(undefined)
    expect(recent).toMatchObject({
      path,
      modelName: 'model.onnx',
      gone: null,
      openedAt: '2026-01-02T03:04:05.000Z',
    })
    expect(recent?.lastRun?.shares.map(({ modality }) => modality)).toEqual(['image', 'report', 'record'])
    rmSync(join(folder, 'cases.csv'))
    expect((await services.settings.recent(undefined))[0]?.gone).toBe('table')
    const { runs, otherBytes } = await services.settings.storage(undefined)
    expect(runs.map((one) => [one.run, one.bytes > 1000])).toEqual([[run, true]])
    expect(otherBytes).toBeGreaterThan(0)
    await services.settings.forget({ handle: recent!.handle })
    expect(await services.settings.recent(undefined)).toEqual([])
  })

  it('keep what is right where one key is wrong, and show identity where nobody chose otherwise', async () => {
    const home = folders({})
    const { services, path } = toyIn(home)
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ theme: 'dark', device: 'abacus' }))
    expect(await services.settings.get(undefined)).toMatchObject({ theme: 'dark', device: 'auto' })
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    expect((await services.views.get({ of: { studyId } })).identity).toBe(false)
    await services.settings.set({ identity: true })
    expect((await services.views.get({ of: { studyId } })).identity).toBe(true)
    await services.views.set({ of: { studyId }, change: { identity: false } })
    expect((await services.views.get({ of: { studyId } })).identity).toBe(false)
    expect(existsSync(join(home, 'views'))).toBe(true)
  })
})

it('finds a model together with the weights that lie beside it', async () => {
  const home = folders({})
  const { services, path, folder } = toyIn(home)
  const model = buildExternalModel('weights.data', 'initializer')
  mkdirSync(join(home, 'kept'))
  for (const place of [folder, join(home, 'kept')]) writeFileSync(join(place, 'model.onnx'), model)
  writeFileSync(join(home, 'kept', 'weights.data'), 'weights')
  const { handle, faults } = await services.drafts.open({ handle: services.files.grant(path) })
  expect(faults.map(({ code }) => code)).toContain('model/external-missing')
  const found = await services.drafts.moved({ handle, folder: services.files.grant(join(home, 'kept')) })
  expect(found).toMatchObject({ edits: [{ path: ['model'], value: '../kept/model.onnx' }], missing: [] })
})
