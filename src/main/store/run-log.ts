/** 10 of 11: the growing file of a run. What is appended is on disk before the call returns. */
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { withPath } from '@shared/errors'
import { privateFileMode } from './private-folder'
import { parseRecordLine, toStoredCase, toRecordLine, type RunRecord } from './run-record'
import { saveAtomically } from './atomic-write'

const lineFeed = 0x0a
const skippedStart = '{"record":"skipped"'
/** Checksum, space, and what tells the two kinds apart. */
const lineStart = 9 + skippedStart.length

/** Cases of a log: computed, and left out because of a fault. */
export interface CaseCounts {
  readonly casesDone: number
  readonly casesSkipped: number
}

export interface LoadedRecords {
  readonly records: readonly RunRecord[]
  /** Line numbers, from 1, of damaged records that were dropped; a cut last line (kill -9) is not counted. */
  readonly damagedLines: readonly number[]
}

/** Loads every intact record; no file means no record. */
export async function loadRecords(path: string): Promise<LoadedRecords> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const lines = text.split('\n').slice(0, -1)
  const records: RunRecord[] = []
  const damagedLines: number[] = []
  for (const [index, line] of lines.entries()) {
    const record = parseRecordLine(line)
    if (record === null) damagedLines.push(index + 1)
    else records.push(record)
  }
  return { records, damagedLines }
}

/** Counts cases by the beginnings of their lines, without reading what was computed. */
export async function countCases(path: string): Promise<CaseCounts> {
  const counts = { casesDone: 0, casesSkipped: 0 }
  // The beginning of the line at hand, as far as it tells what kind of record it is.
  let start = Buffer.alloc(0)
  const take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(lineFeed, at)
      const stop = end === -1 ? chunk.length : end
      const wanted = Math.min(stop, at + lineStart - start.length)
      start = Buffer.concat([start, chunk.subarray(at, wanted)])
      if (end === -1) return
      counts[start.includes(skippedStart) ? 'casesSkipped' : 'casesDone'] += 1
      start = Buffer.alloc(0)
      at = end + 1
    }
  }
  try {
    for await (const chunk of createReadStream(path)) take(chunk as Buffer)
  } catch {
    return { casesDone: 0, casesSkipped: 0 }
  }
  return counts
}

export interface RunLog {
  /** Appends one record and waits until the disk has it. */
  readonly append: (record: RunRecord) => Promise<void>
  /** Drops all records, also on disk. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the log for appending after its intact records, which replace the file first when anything in it was damaged or
 * cut. So a killed run goes on exactly where an undisturbed one would be.
 */
export async function openRunLog(path: string): Promise<{ log: RunLog } & LoadedRecords> {
  const loaded = await loadRecords(path)
  await saveRecords(path, loaded.records)
  const file = await open(path, 'a', privateFileMode)
  const log: RunLog = {
    append: async (record) => {
      try {
        await file.writeFile(toRecordLine(record))
        await file.datasync()
      } catch (thrown) {
        throw withPath(thrown, path)
      }
    },
    clear: async () => {
      await file.truncate(0)
      await file.datasync()
    },
    close: () => file.close(),
  }
  return { log, ...loaded }
}

/**
 * Rewrites the log in the order of the run, which cases need not have been saved in; drops cases that are not among `caseIds`:
 * an adaptive run may have computed some beyond its end.
 */
export async function sortRunLog(path: string, caseIds: readonly string[]): Promise<readonly RunRecord[]> {
  const { records } = await loadRecords(path)
  const sorted = sortRecords(records, caseIds)
  if (sorted.length < records.length || sorted.some((record, index) => record !== records[index]))
    await saveRecords(path, sorted)
  return sorted
}

/** Records of those cases, in their order. */
export function sortRecords(records: readonly RunRecord[], caseIds: readonly string[]): RunRecord[] {
  const order = new Map(caseIds.map((caseId, index) => [caseId, index]))
  const place = (record: RunRecord): number | undefined => order.get(toStoredCase(record).caseId)
  return records
    .filter((record) => place(record) !== undefined)
    .toSorted((a, b) => (place(a) ?? 0) - (place(b) ?? 0))
}

async function saveRecords(path: string, records: readonly RunRecord[]): Promise<void> {
  await saveAtomically(path, records.map(toRecordLine).join(''))
}
