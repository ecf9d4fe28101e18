import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveAtomically } from '../../../src/main/store/atomic-write'
import { toCsv } from '../../../src/main/store/csv'
import { runFolderAt, toRunId } from '../../../src/main/store/run-folder'
import { isLocked, lockRun } from '../../../src/main/store/run-lock'
import { openRunLog } from '../../../src/main/store/run-log'
import {
  createRunFolder,
  listRuns,
  loadManifest,
  loadPathChoice,
  loadRunFault,
  loadRunState,
  removeRun,
  saveRunState,
} from '../../../src/main/store/run-store'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

describe('a run folder', () => {
  const createFolder = async () => {
    const home = folders({})
    const path = await createTestRun(writeThreeModalityStudy({ folder: home, caseCount: 2, seed: 1 }), home)
    return { home, folder: runFolderAt(path) }
  }

  it('is created, running while a living process holds it, interrupted when that died, and finished with its result', async () => {
    const { folder } = await createFolder()
    expect(await loadRunState(folder)).toBe('created')
    const release = await lockRun(folder)
    expect([await loadRunState(folder), await isLocked(folder)]).toEqual(['running', true])
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'run/busy' })
    await expect(removeRun(folder)).rejects.toMatchObject({ code: 'run/busy' })
    await release()
    writeFileSync(folder.outputs, '')
    writeFileSync(folder.lock, '999999999')
    expect(await loadRunState(folder)).toBe('interrupted')
    await saveRunState(folder, 'cancelled')
    expect([await loadRunState(folder), await loadRunFault(folder)]).toEqual(['cancelled', null])
    const ended = { code: 'run/process-ended' as const, details: { why: 'signal SIGKILL' } }
    await saveRunState(folder, 'interrupted', ended)
    expect([await loadRunState(folder), await loadRunFault(folder)]).toEqual(['interrupted', ended])
    writeFileSync(folder.state, '{"state":"failed"}')
    expect([await loadRunState(folder), await loadRunFault(folder)]).toEqual(['failed', null])
    writeFileSync(folder.result, '{}')
    expect(await loadRunState(folder)).toBe('finished')
  })

  it('is readable by its owner alone, with all that lies in it and around it', async () => {
    const home = join(folders({}), 'home')
    const study = writeThreeModalityStudy({ folder: folders({}), caseCount: 2, seed: 1 })
    const { folder } = { folder: runFolderAt(await createTestRun(study, home)) }
    const log = await openRunLog(folder, await loadManifest(folder))
    const error = { code: 'run/not-finite-original' as const, details: { caseId: 'case-1' } }
    await log.append({ record: 'skipped', caseId: 'case-1', error })
    await log.sort(['case-1'])
    await log.close()
    await saveRunState(folder, 'cancelled')
    const open = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(join(home, name)).mode & 0o077) !== 0,
    )
    expect([statSync(home).mode & 0o077, open]).toEqual([0, []])
  })

  it('is listed beside foreign folders, which are passed over, and is gone when it is removed', async () => {
    const { home, folder } = await createFolder()
    mkdirSync(join(home, 'runs', 'holiday pictures'))
    expect((await listRuns(join(home, 'runs'))).map(({ run }) => run)).toEqual([folder.run])
    await removeRun(folder)
    expect(readdirSync(join(home, 'runs'))).toEqual(['holiday pictures'])
    expect(await listRuns('/nowhere')).toEqual([])
  })

  it('of a newer format is refused by its number', async () => {
    const { folder } = await createFolder()
    writeFileSync(
      folder.manifest,
      readFileSync(folder.manifest, 'utf8').replace('"format": 2', '"format": 7'),
    )
    await expect(loadManifest(folder)).rejects.toMatchObject({
      code: 'run/other-version',
      details: { found: 7, known: 2 },
    })
    await expect(loadManifest(runFolderAt('/nowhere/run'))).rejects.toMatchObject({ code: 'run/not-found' })
  })

  it.each([
    ['"format": 2', '"format": 0', 'format'],
    ['"seed": 0', '"seed": -1', 'settings.seed'],
    ['{', '', null],
  ])('that is damaged is not called newer: %s -> %s', async (from, to, key) => {
    const { folder } = await createFolder()
    writeFileSync(folder.manifest, readFileSync(folder.manifest, 'utf8').replace(from, to))
    await expect(loadManifest(folder)).rejects.toMatchObject({
      code: 'run/bad-record',
      details: { file: 'run.json', key },
    })
  })

  it('is not made with settings that could not be read again', async () => {
    const path = join(folders({}), 'runs', '20260101-000000-x')
    const manifest = await loadManifest((await createFolder()).folder)
    const wrong = { ...manifest, settings: { ...manifest.settings, batchSize: 5_000_000 } }
    await expect(createRunFolder(path, 'study', wrong)).rejects.toMatchObject({ code: 'run/bad-record' })
    expect(existsSync(path)).toBe(false)
  })

  it('says which key of its path does not fit', async () => {
    const { folder } = await createFolder()
    expect(await loadPathChoice(folder)).toBeNull()
    writeFileSync(folder.pathChoice, '{ "path": "teleport" }')
    await expect(loadPathChoice(folder)).rejects.toMatchObject({
      code: 'run/bad-record',
      details: { file: 'path.json', key: 'path' },
    })
  })
})

it('names a run after the moment and the study, with nothing that a file system minds', () => {
  const moment = new Date('2026-01-02T03:04:05.678Z')
  expect(toRunId(moment, 'Lung / Ärzte: "Test"  ')).toBe('20260102-030405-lung-rzte-test')
  expect(toRunId(moment, '///')).toBe('20260102-030405')
})

it('keeps the old file when the new one cannot be written whole', async () => {
  const folder = folders({ 'a.json': 'old' })
  await expect(saveAtomically(join(folder, 'none', 'a.json'), 'new')).rejects.toThrow()
  await saveAtomically(join(folder, 'a.json'), 'new')
  expect([readFileSync(join(folder, 'a.json'), 'utf8'), readdirSync(folder)]).toEqual(['new', ['a.json']])
})

it('writes CSV that no spreadsheet takes for a formula, with numbers in full precision', () => {
  const rows = [
    ['=1+1', '@x', '-2 (text)', 'a,"b"', -0.1, null],
    ['+x', '\tx', 'plain', 'line\nfeed', 1 / 3, 2],
  ]
  expect(toCsv(rows)).toBe(
    `'=1+1,'@x,'-2 (text),"a,""b""",-0.1,\r\n'+x,'\tx,plain,"line\nfeed",0.3333333333333333,2\r\n`,
  )
})
