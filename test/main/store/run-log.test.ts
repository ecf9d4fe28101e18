import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseOutputs } from '@shared/outputs'
import { openLogReader } from '../../../src/main/store/log-reader'
import { packRecord, unpackRecord } from '../../../src/main/store/packed-record'
import { parseRecordLine, toRecordLine } from '../../../src/main/store/record-line'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import { openRunLog } from '../../../src/main/store/run-log'
import { toStoredCase, type RunRecord } from '../../../src/main/store/run-record'
import { buildCaseOutputs, buildModalityOutputs } from '../../fixtures/builders/case-outputs'
import { buildManifest } from '../../fixtures/builders/run-result'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

const caseOf = (caseId: string, values: readonly number[] = [0.5, 0.25]): RunRecord => ({
  record: 'case',
  outputs: buildCaseOutputs(caseId, values, [
    buildModalityOutputs('image', [values, values.toReversed()]),
    buildModalityOutputs('record', [values]),
  ]),
})
const skippedOf = (caseId: string, code: 'run/not-finite-original' | 'run/worker-ended'): RunRecord => ({
  record: 'skipped',
  caseId,
  error: code === 'run/worker-ended' ? { code, details: { why: 'x' } } : { code, details: { caseId } },
})
const { outputs } = buildManifest({})
const modality = (name: string) => ({
  ...{ name, kind: 'tabular' as const, source: name, parts: '', replacement: '', connected: null },
})
const manifestOf = (caseIds: string[], format: 1 | 2 = 2) => ({
  ...{ format, caseIds, modalities: [modality('image'), modality('record')] },
  outputs: { ...outputs, names: ['p', 'q'] },
  grounding: [],
})

const newFolder = (): RunFolder => {
  const path = join(folders({}), 'run')
  mkdirSync(path)
  return runFolderAt(path)
}

async function fill(folder: RunFolder, records: readonly RunRecord[], format: 1 | 2 = 2) {
  const manifest = manifestOf(
    records.map((one) => toStoredCase(one).caseId),
    format,
  )
  const log = await openRunLog(folder, manifest)
  for (const one of records) await log.append(one)
  await log.close()
  return manifest
}

async function readAll(folder: RunFolder, manifest: ReturnType<typeof manifestOf>) {
  const log = await openLogReader(folder, manifest)
  const records: RunRecord[] = []
  for await (const one of log.records()) records.push(one)
  await log.close()
  return { records, damaged: log.damaged() }
}

const outputsArbitrary = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.tuple(
      fc.oneof(
        fc.constant(Math.fround),
        fc.constant((value: number) => value),
      ),
      fc.array(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: width, maxLength: width }),
        {
          minLength: 2,
          maxLength: 6,
        },
      ),
    ),
  )
  .filter(([round, rows]) => rows.flat().every((value) => Number.isFinite(round(value))))
  .map(([round, rows]): CaseOutputs => {
    const [original = [], ...others] = rows.map((row) => row.map(round))
    const { caseId, patient, ...rest } = buildCaseOutputs('a "é"', original, [
      buildModalityOutputs('m', others),
    ])
    // Keys in the order in which a run writes them.
    return { caseId, patient, labels: ['yes'], ...rest }
  })

describe('a record', () => {
  it('reads back, packed or as a line, to the JSON that a line has', () => {
    fc.assert(
      fc.property(outputsArbitrary, (one) => {
        const record: RunRecord = { record: 'case', outputs: one }
        const json = JSON.stringify(record)
        expect(JSON.stringify(unpackRecord(packRecord(record)))).toBe(json)
        expect(JSON.stringify(parseRecordLine(Buffer.from(toRecordLine(record))))).toBe(json)
      }),
      { seed: 1 },
    )
    const skipped = skippedOf('b', 'run/not-finite-original')
    expect(unpackRecord(packRecord(skipped))).toEqual(skipped)
  })

  it('takes four bytes per number where nothing is lost by it, else eight', () => {
    const sizeOf = (value: number): number => packRecord(caseOf('a', [value, 0.5])).length
    expect(sizeOf(0.1) - sizeOf(Math.fround(0.1))).toBe(4 * 12)
  })

  it('is refused when any bit of it changed', () => {
    for (const bytes of [packRecord(caseOf('a')), Buffer.from(toRecordLine(caseOf('a')))]) {
      const decode = bytes.at(0) === 0x8f ? unpackRecord : parseRecordLine
      for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
        const changed = Buffer.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(decode(changed)).toBeNull()
      }
    }
  })
})

describe.each([1, 2] as const)('the log of a run of format %d', (format) => {
  const fileOf = (folder: RunFolder): string => (format === 1 ? folder.outputLines : folder.outputs)

  it('has a record on disk when append returns, and goes on behind a cut one', async () => {
    const folder = newFolder()
    await fill(folder, [caseOf('a'), caseOf('b')], format)
    const whole = readFileSync(fileOf(folder))
    for (let size = whole.length - 1; size > 0; size -= 7) {
      truncateSync(fileOf(folder), size)
      const log = await openRunLog(folder, manifestOf(['a', 'b'], format))
      expect(log.damaged).toEqual([])
      for (const id of ['a', 'b']) if (!log.earlier.has(id)) await log.append(caseOf(id))
      await log.close()
      expect(readFileSync(fileOf(folder)).equals(whole)).toBe(true)
    }
  })

  it('is put in the order of the run, without cases beyond its end', async () => {
    const [folder, other] = [newFolder(), newFolder()]
    await fill(other, [caseOf('a'), caseOf('b')], format)
    await fill(folder, [caseOf('c'), caseOf('b'), caseOf('a')], format)
    const log = await openRunLog(folder, manifestOf(['a', 'b', 'c'], format))
    await log.sort(['a', 'b'])
    expect(await log.read('b')).toEqual(caseOf('b'))
    await log.append(caseOf('c'))
    await log.sort(['a', 'b'])
    await log.close()
    expect(readFileSync(fileOf(folder)).equals(readFileSync(fileOf(other)))).toBe(true)
  })

  it('loses a damaged record alone, and computes it again', async () => {
    const folder = newFolder()
    const manifest = await fill(folder, [caseOf('a'), caseOf('b'), caseOf('c')], format)
    const bytes = readFileSync(fileOf(folder))
    const at = Math.floor(bytes.length / 2)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(fileOf(folder), bytes)
    const read = await readAll(folder, manifest)
    expect(read.records).toEqual([caseOf('a'), caseOf('c')])
    expect(read.damaged).toHaveLength(1)
    const log = await openRunLog(folder, manifest)
    expect([[...log.earlier], log.damaged.length]).toEqual([['a', 'c'], 1])
    await log.close()
    expect((await readAll(folder, manifest)).damaged).toEqual([])
  })

  it('refuses a case twice, a case of another run, and a record of another shape', async () => {
    const folder = newFolder()
    const manifest = await fill(folder, [caseOf('a'), caseOf('b')], format)
    const bytes = readFileSync(fileOf(folder))
    appendFileSync(fileOf(folder), bytes.subarray(0, bytes.length / 2))
    await expect(openRunLog(folder, manifest)).rejects.toMatchObject({ code: 'run/duplicate-record' })
    await expect(readAll(folder, manifest)).rejects.toMatchObject({ code: 'run/duplicate-record' })
    writeFileSync(fileOf(folder), bytes)
    const foreign = manifestOf(['a', 'x'], format)
    await expect(openRunLog(folder, foreign)).rejects.toMatchObject({ code: 'run/foreign-record' })
    await expect(readAll(folder, foreign)).rejects.toMatchObject({ code: 'run/foreign-record' })
    const wider = { ...manifest, outputs: { ...outputs, names: ['p', 'q', 'r'] } }
    await expect(readAll(folder, wider)).rejects.toMatchObject({ code: 'run/bad-record' })
    const others = { ...manifest, modalities: [modality('record'), modality('image')] }
    await expect(readAll(folder, others)).rejects.toMatchObject({ code: 'run/bad-record' })
  })

  it('tries cases again that were skipped for a reason of the machine', async () => {
    const folder = newFolder()
    const records = [
      skippedOf('a', 'run/worker-ended'),
      skippedOf('b', 'run/not-finite-original'),
      caseOf('c'),
    ]
    const log = await openRunLog(folder, await fill(folder, records, format))
    expect([...log.earlier]).toEqual(['b', 'c'])
    await log.close()
  })

  it('says what the system refuses, and is empty only where there is none', async () => {
    const folder = newFolder()
    const manifest = manifestOf(['a'], format)
    expect(await readAll(folder, manifest)).toEqual({ records: [], damaged: [] })
    mkdirSync(fileOf(folder))
    await expect(readAll(folder, manifest)).rejects.toMatchObject({ code: 'file/not-a-file' })
    await expect(openRunLog(folder, manifest)).rejects.toMatchObject({ code: 'file/not-a-file' })
    expect(existsSync(fileOf(folder))).toBe(true)
  })

  it('is read right whatever stands in the index', async () => {
    const folder = newFolder()
    const records = ['a', 'b', 'c', 'd'].map((id, index) => caseOf(id, [index, 1]))
    const manifest = await fill(folder, records, format)
    expect((await readAll(folder, manifest)).records).toEqual(records)
    const index = readFileSync(folder.index, 'utf8')
    const shorter = newFolder()
    await fill(shorter, records.slice(0, 2), format)
    await readAll(shorter, manifestOf(['a', 'b'], format))
    const other = newFolder()
    await fill(other, records.toReversed(), format)
    await readAll(other, manifest)
    const stale = [shorter, other].map((one) => readFileSync(one.index, 'utf8'))
    for (const text of ['', 'nonsense', index.replace('"b"', '"x"'), index.slice(0, -5), ...stale]) {
      writeFileSync(folder.index, text)
      expect(await readAll(folder, manifest)).toEqual({ records, damaged: [] })
    }
    rmSync(folder.index, { force: true })
    mkdirSync(folder.index)
    expect(await readAll(folder, manifest)).toEqual({ records, damaged: [] })
  })
})

describe('a line with a right checksum', () => {
  it.each([
    ['no JSON', null],
    ['[]', ''],
    ['{"record":"case","outputs":{"caseId":"a"}}', 'outputs.patient'],
    ['{"record":"skipped","caseId":"a","error":{"code":"run/of-tomorrow","details":{}}}', 'error.code'],
  ])('that is no record stops: %s', async (json, key) => {
    const folder = newFolder()
    const { crc32 } = await import('node:zlib')
    writeFileSync(folder.outputLines, `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`)
    await expect(openRunLog(folder, manifestOf(['a'], 1))).rejects.toMatchObject({
      code: 'run/bad-record',
      details: { file: 'outputs.jsonl (line 1)', key },
    })
  })
})
