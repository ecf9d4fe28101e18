import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saveAtomically } from '../../../src/main/store/atomic-write'
import { toCsv } from '../../../src/main/store/csv'
import { runFolderAt, toRunId } from '../../../src/main/store/run-folder'
import { isLocked, lockRun } from '../../../src/main/store/run-lock'
import { countCases, loadRecords, openRunLog, sortRunLog } from '../../../src/main/store/run-log'
import {
  parseRecordLine,
  toRecordLine,
  toStoredCase,
  type RunRecord,
} from '../../../src/main/store/run-record'
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

const record = (caseId: string, value = 0.1): RunRecord => ({
  record: 'case',
  outputs: {
    caseId,
    patient: null,
    originalOutput: [value, Math.fround(1 / 3)],
    modalities: [],
    notices: [],
  },
})
const skipped: RunRecord = {
  record: 'skipped',
  caseId: 'bad',
  error: { code: 'run/not-finite-original', details: { caseId: 'bad' } },
}

describe('a record line', () => {
  it('reads back to the same bits', () => {
    for (const one of [record('a', Math.fround(0.1)), skipped]) {
      expect(parseRecordLine(toRecordLine(one).trimEnd())).toEqual(one)
    }
  })

  it('is refused when any byte of it changed', () => {
    const line = toRecordLine(record('a')).trimEnd()
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 33, max: 126 }), (place, code) => {
        const character = String.fromCharCode(code)
        fc.pre(line[place] !== character)
        expect(parseRecordLine(line.slice(0, place) + character + line.slice(place + 1))).toBeNull()
      }),
      { seed: 1 },
    )
  })
})

describe('the log of a run', () => {
  it('has a record on disk when append returns, and goes on after a cut line', async () => {
    const path = join(folders({}), 'outputs.jsonl')
    const first = await openRunLog(path)
    await first.log.append(record('a'))
    expect((await loadRecords(path)).records).toEqual([record('a')])
    await first.log.close()
    appendFileSync(path, toRecordLine(record('b')).slice(0, 30))
    const second = await openRunLog(path)
    expect([second.records.length, second.damagedLines]).toEqual([1, []])
    await second.log.append(skipped)
    await second.log.close()
    expect((await loadRecords(path)).records).toEqual([record('a'), skipped])
    expect(await countCases(path)).toEqual({ casesDone: 1, casesSkipped: 1 })
  })

  it('names damaged lines and can be put in the order of the run', async () => {
    const path = join(folders({}), 'outputs.jsonl')
    writeFileSync(path, `${toRecordLine(record('b'))}00000000 {}\n${toRecordLine(record('a'))}`)
    expect((await loadRecords(path)).damagedLines).toEqual([2])
    const sorted = await sortRunLog(path, ['a', 'b'])
    expect(sorted.map((one) => toStoredCase(one).caseId)).toEqual(['a', 'b'])
    expect(readFileSync(path, 'utf8')).toBe(toRecordLine(record('a')) + toRecordLine(record('b')))
  })

  it('is empty when there is no file', async () => {
    expect(await loadRecords('/nowhere/outputs.jsonl')).toEqual({ records: [], damagedLines: [] })
    expect(await countCases('/nowhere/outputs.jsonl')).toEqual({ casesDone: 0, casesSkipped: 0 })
  })
})

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
    const { log } = await openRunLog(folder.outputs)
    await log.append(record('case-1'))
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
      readFileSync(folder.manifest, 'utf8').replace('"format": 1', '"format": 7'),
    )
    await expect(loadManifest(folder)).rejects.toMatchObject({
      code: 'run/other-version',
      details: { found: 7, known: 1 },
    })
    await expect(loadManifest(runFolderAt('/nowhere/run'))).rejects.toMatchObject({ code: 'run/not-found' })
  })

  it.each([
    ['"format": 1', '"format": 0', 'format'],
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
