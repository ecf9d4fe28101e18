/** A log of a million cases, and one of gigabytes: opened, read, summed up and exported in bounded memory. Prints its figures. */
import { open, stat } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { RunManifest } from '@shared/run'
import { createRunSum } from '../../../src/main/run/run-result'
import { openLogReader } from '../../../src/main/store/log-reader'
import { packRecord } from '../../../src/main/store/packed-record'
import { runFolderAt, type RunFolder } from '../../../src/main/store/run-folder'
import { openRunLog } from '../../../src/main/store/run-log'
import { toStoredCase, type RunRecord } from '../../../src/main/store/run-record'
import { toSealedJson } from '../../../src/main/store/sealed-json'
import { saveAtomically } from '../../../src/main/store/atomic-write'
import { buildCaseOutputs, buildModalityOutputs } from '../../fixtures/builders/case-outputs'
import { buildManifest } from '../../fixtures/builders/run-result'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
/** Bytes of outputs; the proof of a release takes 5e9. */
const largeBytes = Number(process.env['MODALENS_LOG_BYTES'] ?? 1e9)
/** Exact sums of more cases take longer than anybody waits for a test: they are read then, and not summed up. */
const mostSummedUp = Number(process.env['MODALENS_SUMMED_CASES'] ?? 100_000)
const memoryMegabytes = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20)

function caseOf(index: number, parts: number, classes: number): RunRecord {
  const row = (part: number): number[] =>
    Array.from({ length: classes }, (_, one) =>
      Math.fround(((index * 31 + part * 17 + one * 7) % 1009) / 1009),
    )
  const image = buildModalityOutputs(
    'image',
    Array.from({ length: parts }, (_, part) => row(part + 1)),
    { layout: { kind: 'grid', dims: [parts, 1], size: [1, 1], stride: [1, 1] } },
  )
  const record = buildModalityOutputs('record', [row(parts + 1), row(parts + 2)])
  return {
    record: 'case',
    outputs: buildCaseOutputs(`case-${index}`, row(0), [image, record], `patient-${index}`),
  }
}

function manifestOf(caseCount: number, classes: number): RunManifest {
  const manifest = buildManifest({})
  const modality = (name: string) => ({
    ...{ name, kind: 'tabular' as const, source: name, parts: '', replacement: '', connected: null },
  })
  return {
    ...manifest,
    modalities: [modality('image'), modality('record')],
    outputs: { ...manifest.outputs, names: Array.from({ length: classes }, (_, one) => `y${one}`) },
    caseIds: Array.from({ length: caseCount }, (_, index) => `case-${index}`),
  }
}

/** Writes a log without waiting for the disk at every case. */
async function write(
  folder: RunFolder,
  caseCount: number,
  toRecord: (index: number) => RunRecord,
): Promise<void> {
  const file = await open(folder.outputs, 'w')
  for (let index = 0; index < caseCount;) {
    const block: Buffer[] = []
    for (let size = 0; size < 4e6 && index < caseCount; index += 1) {
      const bytes = packRecord(toRecord(index))
      block.push(bytes)
      size += bytes.length
    }
    await file.writeFile(Buffer.concat(block))
  }
  await file.close()
}

/** Watches the memory while something is done. */
async function measure<T>(what: string, action: () => Promise<T>): Promise<T> {
  let most = 0
  const look = (): void => {
    most = Math.max(most, memoryMegabytes())
  }
  const timer = setInterval(look, 50)
  const start = performance.now()
  try {
    return await action()
  } finally {
    clearInterval(timer)
    look()
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s, at most ${most} MB`)
  }
}

async function checkLog(folder: RunFolder, manifest: RunManifest, lastRecord: RunRecord): Promise<void> {
  const caseCount = manifest.caseIds.length
  const last = `case-${caseCount - 1}`
  const log = await measure('open for appending', () => openRunLog(folder, manifest))
  expect(log.earlier.size).toBe(caseCount)
  await log.close()
  for (const index of ['without an index', 'with an index']) {
    const reader = await measure(`open for reading, ${index}`, () => openLogReader(folder, manifest))
    expect(reader.entries().size).toBe(caseCount)
    expect(await measure('read one case', () => reader.read(last))).toEqual(lastRecord)
    await reader.close()
  }
  const isSummedUp = caseCount <= mostSummedUp
  const reader = await openLogReader(folder, manifest)
  const sum = createRunSum(manifest, null)
  let count = 0
  await measure(isSummedUp ? 'read all and sum up' : 'read all', async () => {
    for await (const record of reader.records()) {
      if (isSummedUp) sum.add(toStoredCase(record))
      count += 1
    }
  })
  await reader.close()
  expect([count, reader.damaged()]).toEqual([caseCount, []])
  if (!isSummedUp) return
  const result = await measure('figures and intervals', () => Promise.resolve(sum.end('finished')))
  expect(result.contribution.caseCount).toBe(caseCount)
  await measure('result.json', () => saveAtomically(folder.result, toSealedJson(result)))
  console.log(`result.json: ${((await stat(folder.result)).size / 1e6).toFixed(0)} MB`)
}

it('a million cases', async () => {
  const folder = runFolderAt(folders({}))
  const caseCount = Number(process.env['MODALENS_LOG_CASES'] ?? 1e6)
  const toRecord = (index: number): RunRecord => caseOf(index, 3, 2)
  await measure('write', () => write(folder, caseCount, toRecord))
  console.log(`${caseCount} cases, ${((await stat(folder.outputs)).size / 1e6).toFixed(0)} MB of outputs`)
  await checkLog(folder, manifestOf(caseCount, 2), toRecord(caseCount - 1))
})

it(`outputs of ${largeBytes / 1e9} GB`, async () => {
  const folder = runFolderAt(folders({}))
  const toRecord = (index: number): RunRecord => caseOf(index, 250, 14)
  const caseCount = Math.ceil(largeBytes / packRecord(toRecord(0)).length)
  await measure('write', () => write(folder, caseCount, toRecord))
  console.log(
    `${caseCount} cases of 250 masks and 14 classes: ${((await stat(folder.outputs)).size / 1e6).toFixed(0)} MB`,
  )
  await checkLog(folder, manifestOf(caseCount, 14), toRecord(caseCount - 1))
})
