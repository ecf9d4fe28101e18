/** The growing file of a run. What is appended is on disk before the call returns. */
import { constants, open, rm, type FileHandle } from 'node:fs/promises'
import { describeError, withPath } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import type { RunManifest } from '@shared/run'
import { assertFits } from './assert-fits'
import { saveAtomically } from './atomic-write'
import { readAt } from './file-window'
import { privateFileMode } from './private-folder'
import { logOf, type LogPlace } from './log-form'
import type { LogEntry } from './log-stretch'
import { saveIndex } from './log-index'
import { assertKnown } from './log-reader'
import type { RunFolder } from './run-folder'
import { toStoredCase, type RunRecord } from './run-record'
import { emptyLog, openToRead, scanLog, wrongRecord, type LogContents } from './scan-log'

export interface RunLog {
  /** Cases that were done before the log was opened. */
  readonly earlier: ReadonlySet<string>
  /** Damaged places whose cases are not among the earlier ones, for people. */
  readonly damaged: readonly string[]
  /** Appends one record and waits until the disk has it. */
  readonly append: (record: RunRecord) => Promise<void>
  readonly read: (caseId: string) => Promise<RunRecord>
  /** False for a case that was skipped, and for one that is not done. */
  readonly hasOutputs: (caseId: string) => boolean
  /** Drops all records, also on disk. */
  readonly clear: () => Promise<void>
  /** Puts the records into the order of the run, which cases need not have been saved in; drops those of other cases. */
  readonly sort: (caseIds: readonly string[]) => Promise<void>
  readonly close: () => Promise<void>
}

type Manifest = Pick<RunManifest, 'format' | 'caseIds' | 'modalities' | 'outputs' | 'grounding'>

/**
 * Opens the log for appending behind its intact records; what is damaged or cut is taken out first, and so are cases that were
 * skipped for want of memory, space or a worker: they are tried again. So a killed run goes on exactly where an undisturbed one
 * would be. Errors: run/duplicate-record, run/foreign-record, run/bad-record.
 */
export async function openRunLog(folder: RunFolder, manifest: Manifest): Promise<RunLog> {
  const place = logOf(folder, manifest)
  const found = await scanWhole(place)
  assertKnown(place, manifest, found)
  await rm(place.indexPath, { force: true })
  const kept = await mend(place, found)
  return createLog(place, manifest, kept, found.damaged)
}

async function scanWhole(place: LogPlace): Promise<LogContents> {
  const file = await openToRead(place)
  if (file === null) {
    await saveAtomically(place.path, '')
    return emptyLog
  }
  try {
    return await scanLog(place, file, 'all')
  } finally {
    await file.close()
  }
}

/** Leaves nothing in the file but intact records that stay. */
async function mend(place: LogPlace, found: LogContents): Promise<LogContents> {
  const kept = await entriesToKeep(place, found)
  if (found.damaged.length > 0 || kept.length < found.entries.size) return rewrite(place, kept)
  if (found.end < found.size) await cutAt(place, found.end)
  return found
}

async function entriesToKeep(place: LogPlace, { entries }: LogContents): Promise<LogEntry[]> {
  const file = await open(place.path, 'r')
  try {
    const kept: LogEntry[] = []
    for (const entry of entries.values()) if (!(await isToTryAgain(place, file, entry))) kept.push(entry)
    return kept
  } finally {
    await file.close()
  }
}

async function cutAt({ path }: LogPlace, end: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.truncate(end)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Skipped for a reason that lay in the machine, not in the case. */
async function isToTryAgain(place: LogPlace, file: FileHandle, entry: LogEntry): Promise<boolean> {
  if (entry.kind !== 'skipped') return false
  const record = await readWhole(place, file, entry)
  return record.record === 'skipped' && describeError(record.error).kind === 'environment'
}

async function readWhole(place: LogPlace, file: FileHandle, entry: LogEntry): Promise<RunRecord> {
  const decoded = place.form.decode(await readAt(file, entry.offset, entry.length))
  if (decoded === null) throw wrongRecord(place, place.form.placeOf(entry), 'checksum')
  if ('wrongKey' in decoded) throw wrongRecord(place, place.form.placeOf(entry), decoded.wrongKey)
  return decoded
}

/** Replaces the log by some of its records, in that order, as they stand there. */
async function rewrite(place: LogPlace, wanted: readonly LogEntry[]): Promise<LogContents> {
  const entries = new Map<string, LogEntry>()
  let end = 0
  for (const entry of wanted) {
    entries.set(entry.caseId, { ...entry, offset: end })
    end += entry.length
  }
  await saveAtomically(place.path, copyRecords(place, wanted))
  return { entries, damaged: [], end, size: end }
}

async function* copyRecords({ path }: LogPlace, wanted: readonly LogEntry[]): AsyncGenerator<Buffer, void> {
  const file = await open(path, 'r')
  try {
    for (const { offset, length } of wanted) yield await readAt(file, offset, length)
  } finally {
    // Before the copy is renamed over it, which Windows refuses while it is open.
    await file.close()
  }
}

/** As 'a+', but never through a link that somebody put there; Windows does not know that flag. */
const appending =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW)

async function createLog(
  place: LogPlace,
  manifest: Manifest,
  kept: LogContents,
  damaged: readonly string[],
): Promise<RunLog> {
  let entries = new Map(kept.entries)
  let { end } = kept
  let file = await open(place.path, appending, privateFileMode)
  const append = async (record: RunRecord): Promise<void> => {
    const bytes = place.form.encode(record)
    try {
      await file.writeFile(bytes)
      await file.datasync()
    } catch (thrown) {
      // A record that is half there would be in the way of the next one.
      await file.truncate(end).catch(whereRefused(undefined))
      throw withPath(thrown, place.path)
    }
    const { caseId } = toStoredCase(record)
    entries.set(caseId, { caseId, kind: record.record, offset: end, length: bytes.length })
    end += bytes.length
  }
  return {
    earlier: new Set(entries.keys()),
    damaged,
    append,
    read: async (caseId) => {
      const entry = entries.get(caseId)
      if (entry === undefined) throw wrongRecord(place, `case ${caseId}`, '')
      const record = await readWhole(place, file, entry)
      assertFits(place, manifest, record)
      return record
    },
    hasOutputs: (caseId) => entries.get(caseId)?.kind === 'case',
    clear: async () => {
      await file.truncate(0)
      await file.datasync()
      entries = new Map()
      end = 0
    },
    sort: async (caseIds) => {
      const sorted = caseIds.flatMap((caseId) => entries.get(caseId) ?? [])
      const now = [...entries.values()]
      if (sorted.length < now.length || sorted.some((entry, index) => entry !== now[index])) {
        await file.close()
        const contents = await rewrite(place, sorted)
        file = await open(place.path, appending, privateFileMode)
        entries = new Map(contents.entries)
        end = contents.end
      }
      await saveIndex(place, { entries, damaged: [], end, size: end })
    },
    close: () => file.close(),
  }
}
