import { everyCase, wholeTable } from '@shared/case-filter'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createServices, type Services } from '../../../src/main/services/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

describe('a case as data and as a result', () => {
  let home: string
  let services: Services
  let path: string
  let studyId: string
  const runs: string[] = []
  let minute = 0

  const open = async (study: string): Promise<string> =>
    (await services.studies.open({ handle: services.files.grant(study) })).studyId
  const execute = async (of: string, first: number): Promise<string> => {
    const { run } = await services.runs.start({ studyId: of, overrides: { cases: { first } } })
    const events = await services.runs.events({ run, from: 0 })
    for await (const { event } of events) if (event === 'failed') throw new Error('the run failed')
    return run
  }
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-links-'))
    services = createServices({
      ...{ home, roots: [home], launchRun: createLaunchInProcess() },
      clock: () => new Date(Date.UTC(2026, 0, 2, 3, minute++)),
    })
    path = writeThreeModalityStudy({ folder: join(home, 'one'), caseCount: 3, seed: 1 })
    studyId = await open(path)
    runs.push(await execute(studyId, 1), await execute(studyId, 2))
    await execute(
      await open(writeThreeModalityStudy({ folder: join(home, 'two'), caseCount: 3, seed: 1 })),
      2,
    )
  })

  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  it('names the runs of its own study that computed it, newest first', async () => {
    const { rows } = await services.datasets.cases({
      studyId,
      offset: 0,
      limit: 3,
      listing: wholeTable,
      columns: [],
    })
    const found = await Promise.all(rows.map(({ caseId }) => services.runs.ofCase({ studyId, caseId })))
    expect(found.map((one) => one.map(({ run }) => run))).toEqual([[runs[1], runs[0]], [runs[1]], []])
    const { createdAt } = await services.runs.summary({ run: runs[1] ?? '' })
    expect(found[0]?.[0]?.createdAt).toBe(createdAt)
  })

  it('stands in the list of a search, between its neighbours', async () => {
    const { rows } = await services.datasets.cases({
      studyId,
      offset: 0,
      limit: 3,
      listing: wholeTable,
      columns: [],
    })
    const ids = rows.map(({ caseId }) => caseId)
    const [first = '', second = '', third = ''] = ids
    const place = (caseId: string, search: string) =>
      services.datasets.place({
        ...{ studyId, caseId },
        listing: { filter: { ...everyCase, search }, order: null },
      })
    expect(await place(second, '')).toEqual({
      row: rows[1],
      place: { index: 1, total: 3, previous: first, next: third },
    })
    expect((await place(first, first)).place).toEqual({ index: 0, total: 1, previous: null, next: null })
    expect(await place(first, third)).toEqual({ row: rows[0], place: null })
    await expect(place('nobody', '')).rejects.toMatchObject({ code: 'study/no-case' })
  })

  it('leads back from a run to its study, and says whether that is still the same', async () => {
    const run = runs[0] ?? ''
    expect(await services.studies.ofRun({ run })).toEqual({ studyId, isChanged: false })
    appendFileSync(path, '\n# by hand\n')
    const changed = await services.studies.ofRun({ run })
    expect(changed.isChanged).toBe(true)
    expect(changed.studyId).not.toBe(studyId)
    rmSync(path)
    await expect(services.studies.ofRun({ run })).rejects.toMatchObject({ code: 'study/not-found' })
  })
})
