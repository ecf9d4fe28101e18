import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { describeError } from '@shared/errors'
import type { RunEvent, RunManifest } from '@shared/run'
import { executeRun } from '../../../src/main/services/execute-run'
import { openExport, exportRun } from '../../../src/main/services/export-run'
import { loadCaseContribution, loadRunResult } from '../../../src/main/services/load-run'
import { toRecordLine } from '../../../src/main/store/record-line'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import type { RunRecord } from '../../../src/main/store/run-record'
import { listRuns, removeRun } from '../../../src/main/store/run-store'
import { bytesOfRun, recordsOf } from '../../fixtures/builders/run-bytes'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
let home: string
let folder: RunFolder

beforeEach(async () => {
  home = folders({})
  const study = writeThreeModalityStudy({ folder: home, caseCount: 3, seed: 1 })
  folder = runFolderAt((await runStudyFile(study, home)).runFolder)
})

async function resume(): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  for await (const event of executeRun(folder.path, options)) events.push(event)
  return events
}

const change = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(join(folder.path, file), 'latin1')
  expect(text).toMatch(from)
  writeFileSync(join(folder.path, file), text.replace(from, to), 'latin1')
}
const textOf = async (table: 'outputs' | 'parts' | 'cases'): Promise<string> =>
  (await exportRun(folder, { format: 'csv', table })).file.text()

describe('a run folder is whole or refused', () => {
  it.each([
    ['run.json', '"seed": 0', '"seed": 3', 'checksum'],
    ['run.json', /"createdAt": "[^"]*"/, '"createdAt": "yesterday"', 'createdAt'],
    ['run.json', '"case-2"', '"case-1"', 'caseIds'],
    ['run.json', /[^]*/, '[]', ''],
    ['run.json', /\}\n$/, '', null],
    ['path.json', /[^]*/, '[]', ''],
    ['path.json', '"checkedMasks": 1', '"checkedMasks": 2', 'checksum'],
    ['path.json', /[^]*/, '', null],
  ])('%s: %s -> %s', async (file, from, to, key) => {
    change(file, from, to)
    const refused = { code: 'run/bad-record', details: { file, key } }
    await expect(resume()).rejects.toMatchObject(refused)
    const [listed] = await listRuns(join(home, 'runs'))
    if (file === 'run.json') {
      expect(listed).toMatchObject({ run: folder.run, state: 'damaged', damage: refused })
      await expect(loadRunResult(folder)).rejects.toMatchObject(refused)
      await removeRun(folder)
      expect(existsSync(folder.path)).toBe(false)
    } else expect(listed?.state).toBe('finished')
  })

  it.each(['run.json', 'study.yaml', 'path.json'])('that lacks %s says so', async (file) => {
    rmSync(join(folder.path, file))
    rmSync(folder.result)
    const refused = { code: 'run/missing-file', details: { file } }
    await expect(resume()).rejects.toMatchObject(refused)
    const [listed] = await listRuns(join(home, 'runs'))
    expect(listed?.state).toBe(file === 'run.json' ? 'damaged' : 'failed')
  })

  it('that lacks the outputs of its cases says so, and computes them again', async () => {
    const whole = bytesOfRun(folder.path)
    rmSync(folder.outputs)
    const refused = { code: 'run/missing-file', details: { file: 'outputs.bin' } }
    await expect(loadCaseContribution(folder, 'case-1')).rejects.toMatchObject(refused)
    await expect(textOf('parts')).rejects.toMatchObject(refused)
    await resume()
    expect(bytesOfRun(folder.path)).toEqual(whole)
  })

  it('refuses another study, and another tokenizer', async () => {
    change('study.yaml', /$/, '\n# a note')
    await expect(resume()).rejects.toMatchObject({ code: 'run/changed' })
    change('study.yaml', '\n# a note', '')
    const { tokenizers } = JSON.parse(readFileSync(folder.manifest, 'utf8')) as RunManifest
    const file = tokenizers[0]!.file
    appendFileSync(join(home, file), ' ')
    await expect(resume()).rejects.toMatchObject({
      code: 'run/changed',
      details: { what: `tokenizer ${file}` },
    })
  })

  it.each([
    [/\}\n$/, ''],
    ['"silent": false', '"silent": true'],
    [/"run": "[^"]*"/, '"run": "other"'],
  ])('derives a result again that was changed, and says so: %s', async (from, to) => {
    const whole = await loadRunResult(folder)
    const bytes = bytesOfRun(folder.path)
    change('result.json', from, to)
    const again = await loadRunResult(folder)
    expect(again.contribution).toEqual(whole.contribution)
    expect(again.cases).toEqual(whole.cases)
    expect(again.notices.map(({ code }) => code)).toContain('run/derived-again')
    await resume()
    expect(bytesOfRun(folder.path)).toEqual(bytes)
  })

  it('says in an export which part of the log is missing', async () => {
    const records = recordsOf(readFileSync(folder.outputs, 'latin1'))
    writeFileSync(folder.outputs, records.join('').replace('"case-2"', '"case-x"'), 'latin1')
    const { file, notices } = await exportRun(folder, { format: 'csv', table: 'parts' })
    expect(new Set((await file.text()).split('\n').map((line) => line.split(',')[0]))).toEqual(
      new Set(['case', 'case-1', 'case-3', '']),
    )
    expect(notices).toMatchObject([{ code: 'run/lost-records', details: { count: 1 } }])
    expect(describeError(notices[0]!).advice).toContain('Resume')
  })
})

describe('outputs as lines', () => {
  it('are those of a log of lines, and a run with such a log is read and resumed', async () => {
    const lines = (await textOf('outputs')).trimEnd().split('\n')
    const records = lines.map((line) => JSON.parse(line) as RunRecord)
    expect(records.map((one) => one.record)).toEqual(['case', 'case', 'case'])
    const tables = [await textOf('parts'), await textOf('cases')]
    const result = await loadRunResult(folder)

    rmSync(folder.outputs)
    rmSync(folder.index, { force: true })
    const old = JSON.parse(readFileSync(folder.manifest, 'utf8')) as object
    const without = { format: 1, checksum: undefined, studySha256: undefined, tokenizers: undefined }
    writeFileSync(folder.manifest, JSON.stringify({ ...old, ...without }))
    const log = records.map(toRecordLine)
    writeFileSync(folder.outputLines, log.join(''))
    rmSync(folder.result)
    expect([await textOf('parts'), await textOf('cases')]).toEqual(tables)
    expect((await textOf('outputs')).trimEnd().split('\n')).toEqual(lines)
    writeFileSync(folder.outputLines, log.join('').slice(0, -100))
    await resume()
    expect(readFileSync(folder.outputLines, 'utf8')).toBe(log.join(''))
    expect(existsSync(folder.outputs)).toBe(false)
    expect((await loadRunResult(folder)).contribution).toEqual(result.contribution)
  })

  it('come in pieces of one record', async () => {
    const { pieces } = await openExport(folder, { format: 'csv', table: 'outputs' })
    let count = 0
    for await (const piece of pieces) count += piece.endsWith('}\n') ? 1 : 0
    expect(count).toBe(3)
  })
})
