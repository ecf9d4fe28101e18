import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../../src/main/hosts/engine/launch-in-process'
import { createServices } from '../../../../src/main/services/services'
import { runFolderAt } from '../../../../src/main/store/run-folder'
import { buildPng } from '../../../fixtures/builders/png'
import { runStudyFile } from '../../../fixtures/builders/run-study-file'
import { loadStoredCases } from '../../../fixtures/builders/stored-cases'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../../fixtures/builders/toy-study'
import { buildLinearModel } from '../../../fixtures/models/linear'

const folders = useTemporaryFolders()

/** y = the sum of nine pixels + 100 age; case b has another label than case a, case c none, case d no file. */
function writeStudy(
  folder: string,
  parts: object = {},
  fields: object = {},
  grounding: readonly object[] = [],
): string {
  const path = writeToyStudy({
    folder,
    model: buildLinearModel({
      imageDims: [1, 3, 3],
      image: [Array<number>(9).fill(1)],
      record: [[100]],
      bias: [0],
    }),
    modalities: [
      {
        ...{ name: 'image', kind: 'image', input: 'image', source: { column: 'image' }, replacement: 'zero' },
        parts: { labels: { column: 'map', suffix: '.png' }, names: { 1: 'lesion' }, ...parts },
        ...fields,
      },
      { name: 'record', kind: 'tabular', input: 'record', attributes: [{ name: 'age' }] },
    ],
    outputs: { kind: 'regression', names: ['y'] },
    grounding,
    rows: ['a', 'b', 'c', 'd'].map((id) => ({ id, image: 'ones.npy', map: id, age: 1 })),
    images: { 'ones.npy': { dims: [3, 3], values: Array<number>(9).fill(1) } },
  })
  const maps = { a: [1, 1, 0, 2, 0, 0, 0, 0, 0], b: [0, 0, 0, 0, 0, 0, 5, 5, 5], c: Array<number>(9).fill(0) }
  for (const [id, samples] of Object.entries(maps))
    writeFileSync(join(folder, `${id}.png`), buildPng({ width: 3, height: 3, bitDepth: 4, samples }))
  return path
}

async function run(
  path: 'plain' | 'batched' | 'split' | 'incremental',
  parts: object = {},
  fields: object = {},
) {
  const home = folders({})
  const { runFolder, result, events } = await runStudyFile(writeStudy(home, parts, fields), home, { path })
  const stored = await loadStoredCases(runFolderAt(runFolder))
  const cases = stored.flatMap((one) => ('outputs' in one ? [one.outputs] : []))
  const figures = cases.map(({ caseId, modalities }) => {
    const { layout, occludedOutput, wholeOutput } = modalities[0]!
    const names = layout.kind === 'labels' ? layout.labels.map(({ name }) => name) : []
    return [caseId, names, occludedOutput.flat(), wholeOutput[0]]
  })
  return { figures, result, events }
}

describe('a run over parts by labels', () => {
  it.each(['plain', 'batched', 'split', 'incremental'] as const)(
    'masks every label of a case and what has none, on the %s path; a case without its map is skipped',
    async (path) => {
      const { figures, result, events } = await run(path)
      expect(figures).toEqual([
        ['a', ['lesion', 'label 2', 'rest'], [107, 108, 103], 100],
        ['b', ['label 5', 'rest'], [106, 103], 100],
        ['c', ['rest'], [100], 100],
      ])
      expect(result.notices.map(({ code, caseId }) => [code, caseId])).toContainEqual(['file/not-found', 'd'])
      expect(result.notices.map(({ code, caseId }) => [code, caseId])).toContainEqual(['labels/none', 'c'])
      const [planned] = events.flatMap((event) => (event.event === 'planned' ? [event.plan] : []))
      expect(planned).toMatchObject({ passesAreExact: false, parts: [{ modality: 'image', perCase: 3 }, {}] })
      expect(result.contribution.modalities[0]?.meanPartCount).toBe(2)
    },
  )

  it('tells a map that is not there when the study is checked, and how many parts the first case has', async () => {
    const services = createServices({
      ...{ home: folders({}), roots: [], clock: () => new Date(0), launchRun: createLaunchInProcess() },
    })
    const handle = services.files.grant(writeStudy(folders({})))
    const { studyId } = await services.studies.open({ handle })
    const { plan, problems } = await services.studies.check({ studyId, overrides: {} })
    expect(problems).toEqual([])
    expect(plan?.parts[0]).toEqual({ modality: 'image', perCase: 3 })
    expect(plan?.notices).toContainEqual(
      expect.objectContaining({
        ...{ code: 'run/would-skip', modality: 'image' },
        details: expect.objectContaining({ count: 1, total: 4, caseIds: ['d'] }) as unknown,
      }),
    )
  })

  it('never masks what has no label where the study says so; a case without labels then has the whole alone', async () => {
    const { figures, result } = await run('batched', { rest: 'never', only: ['lesion', 5] })
    expect(figures).toEqual([
      ['a', ['lesion'], [107], 100],
      ['b', ['label 5'], [106], 100],
      ['c', [], [], 100],
    ])
    expect(result.contribution.modalities[0]).toMatchObject({ meanPartCount: 2 / 3, meanMap: null })
  })

  it('tells which labels that the study takes no case has, by name and by value', async () => {
    const { result } = await run('batched', { only: ['lesion', 5, 'spleen', 9], rest: 'never' })
    expect(result.notices.filter(({ code }) => code === 'labels/unseen')).toEqual([
      {
        ...{ code: 'labels/unseen', modality: 'image' },
        details: {
          ...{ modality: 'image', key: 'parts.only', labels: ['spleen', '9'], total: 3, isOfFirst: false },
        },
      },
    ])
  })

  it('tells it of the cases that a check reads, and of grounding too', async () => {
    const services = createServices({
      ...{ home: folders({}), roots: [], clock: () => new Date(0), launchRun: createLaunchInProcess() },
    })
    const grounding = [{ modality: 'image', label: 'leison' }]
    const path = writeStudy(folders({}), { only: ['lesion', 2, 'leison'] }, {}, grounding)
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const { plan } = await services.studies.check({ studyId, overrides: {} })
    const told = plan?.notices.flatMap(({ code, details }) => (code === 'labels/unseen' ? [details] : []))
    expect(told).toEqual([
      { modality: 'image', key: 'parts.only', labels: ['leison'], total: 3, isOfFirst: true },
      { modality: 'image', key: 'grounding', labels: ['leison'], total: 3, isOfFirst: true },
    ])
  })

  it('goes with groups of channels, and refuses the study where a label is called rest', async () => {
    const { figures } = await run('incremental', {}, { channelGroups: { grey: [0] } })
    expect(figures[0]).toEqual(['a', ['lesion', 'label 2', 'rest'], [107, 108, 103], 100])
    await expect(run('batched', { names: { 1: 'rest' } })).rejects.toMatchObject({
      code: 'study/invalid',
    })
  })
})
