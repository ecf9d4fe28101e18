import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createServices, type Services } from '../../../src/main/services/services'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy, writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildBoxesModel } from '../../fixtures/models/boxes'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'

const folders = useTemporaryFolders()
const servicesIn = (home: string): Services =>
  createServices({
    home,
    roots: [home],
    clock: () => new Date('2026-01-02T03:04:05Z'),
    launchRun: createLaunchInProcess(),
  })

it('refuses to start a run that the model cannot take, with the sentence of the first problem', async () => {
  const folder = folders({})
  const path = writeToyStudy({
    folder,
    model: buildNestedReluModel(),
    modalities: [{ name: 'x1', kind: 'tabular', input: 'x3', attributes: [{ name: 'x1' }] }],
    outputs: { kind: 'regression', names: ['f'] },
    rows: [{ id: 'one', x1: 1 }],
  })
  const services = servicesIn(folder)
  const { studyId, problems } = await services.studies.open({ handle: services.files.grant(path) })
  expect(problems.map(({ code }) => code)).toEqual([
    'model/input-unknown',
    'model/input-unfed',
    'model/input-unfed',
  ])
  await expect(services.runs.start({ studyId, overrides: {} })).rejects.toMatchObject({
    code: 'model/input-unknown',
  })
  expect(await services.runs.list(undefined)).toEqual([])
})

it('knows no id and no handle that another process gave out', async () => {
  const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 2, seed: 1 })
  const earlier = servicesIn(folders({}))
  const handle = earlier.files.grant(path)
  const { studyId } = await earlier.studies.open({ handle })
  const services = servicesIn(folders({}))
  const other = services.files.grant(writeThreeModalityStudy({ folder: folders({}), caseCount: 3, seed: 1 }))
  await services.studies.open({ handle: other })
  await expect(services.studies.open({ handle })).rejects.toMatchObject({ code: 'file/unknown-handle' })
  await expect(services.studies.get({ studyId })).rejects.toMatchObject({ code: 'study/not-open' })
})

it.each([
  [{ resamples: 50 }, 'run.resamples', 'at least 100'],
  [{ batchSize: 5_000_000 }, 'run.batchSize', 'at most 1024'],
  [{ seed: Number.NaN }, 'run.seed', 'a number'],
  [{ cases: { first: 0 } }, 'run.cases.first', 'a number above 0'],
  [{ adaptive: { tolerance: 2, minCases: 30, blockSize: 10 } }, 'run.adaptive.tolerance', 'at most 0.5'],
])('refuses the setting %o as the study file does, and writes nothing', async (overrides, key, expected) => {
  const services = servicesIn(folders({}))
  const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 2, seed: 1 })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  const refused = { code: 'run/bad-setting', details: { key, expected } }
  await expect(services.runs.start({ studyId, overrides })).rejects.toMatchObject(refused)
  expect((await services.studies.check({ studyId, overrides })).problems).toMatchObject([refused])
  expect(await services.runs.list(undefined)).toEqual([])
})

it('refuses at once to size parts by a case that cannot be read, and says why', async () => {
  const folder = folders({})
  const services = servicesIn(folder)
  const path = writeToyStudy({
    folder: join(folder, 'study'),
    model: buildBoxesModel(),
    modalities: ['a', 'o'].map((name) => ({ name, kind: 'image', input: name, source: { column: name } })),
    outputs: { kind: 'regression', names: ['p', 'q', 'r', 's'] },
    rows: [{ id: 'x', a: 'a.npy', o: 'o.npy' }],
  })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  await expect(services.runs.start({ studyId, overrides: {} })).rejects.toMatchObject({
    code: 'run/none-readable',
    details: { modality: 'a', caseId: 'x', first: 'There is no file or folder a.npy.' },
  })
  expect(await services.runs.list(undefined)).toEqual([])
})

it('remembers the studies that were opened, the last one first', async () => {
  const folder = folders({})
  const services = servicesIn(folder)
  for (const seed of [1, 2]) {
    const path = writeThreeModalityStudy({ folder: join(folder, String(seed)), caseCount: 2, seed })
    await services.studies.open({ handle: services.files.grant(path) })
  }
  const { recentStudies } = await servicesIn(folder).settings.get(undefined)
  expect(recentStudies).toHaveLength(2)
})

it('gives runs that are started at the same moment folders of their own', async () => {
  const folder = folders({})
  const path = writeThreeModalityStudy({ folder, caseCount: 2, seed: 3 })
  const runs = await Promise.all(
    [1, 2, 3].map(async () => {
      const services = servicesIn(folder)
      const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
      const { run } = await services.runs.start({ studyId, overrides: { resamples: 100 } })
      for await (const event of await services.runs.events({ run, from: 0 })) expect(event.run).toBe(run)
      return run
    }),
  )
  expect(new Set(runs).size).toBe(3)
})

it('resumes a run at once whose cancelled process still holds its folder', async () => {
  const inProcess = createLaunchInProcess()
  const folder = folders({})
  const services = createServices({
    ...{ home: folder, roots: [folder], clock: () => new Date('2026-01-02T03:04:05Z') },
    launchRun: async function* (runFolder, signal) {
      for await (const event of inProcess(runFolder, signal)) {
        yield event
        // A busy machine: the lock is let go of when the stream is read on.
        if (event.event === 'cancelled') await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  })
  const path = writeThreeModalityStudy({ folder: join(folder, 'study'), caseCount: 2, seed: 1 })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  const { run } = await services.runs.start({ studyId, overrides: {} })
  await services.runs.cancel({ run })
  const follow = async (): Promise<string | undefined> => {
    let last: string | undefined
    for await (const { event } of await services.runs.events({ run, from: 0 })) {
      last = event
      if (event === 'cancelled') break
    }
    return last
  }
  expect(await follow()).toBe('cancelled')
  await services.runs.resume({ run })
  expect(await follow()).toBe('finished')
})
