/** Reads the log of a run record by record: no more than one of them is in memory. */
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '@shared/errors'
import type { RunManifest } from '@shared/run'
import { assertFits } from './assert-fits'
import { readAt } from './file-window'
import { logOf, type LogPlace } from './log-form'
import type { LogEntry } from './log-stretch'
import { loadIndex, saveIndex } from './log-index'
import type { RunFolder } from './run-folder'
import type { RunRecord } from './run-record'
import { emptyLog, openToRead, scanLog, wrongRecord, type LogContents } from './scan-log'

export interface LogReader {
  readonly file: string
  /** False where there is no log at all. */
  readonly isThere: boolean
  readonly entries: () => LogContents['entries']
  /** What was found damaged until now, for people. */
  readonly damaged: () => readonly string[]
  /** One record; null when the log has none of the case, or a damaged one. Errors: run/bad-record, run/foreign-record. */
  readonly read: (caseId: string) => Promise<RunRecord | null>
  /** All records in the order of the run; those that are damaged are left out and told by `damaged`. */
  readonly records: () => AsyncGenerator<RunRecord, void>
  readonly close: () => Promise<void>
}

type Manifest = Pick<RunManifest, 'format' | 'caseIds' | 'modalities' | 'outputs' | 'grounding'>

/** Opens the log; it is the caller's to close. Errors: run/duplicate-record, run/bad-record. */
export async function openLogReader(folder: RunFolder, manifest: Manifest): Promise<LogReader> {
  const place = logOf(folder, manifest)
  const file = await openToRead(place)
  try {
    return createReader(place, manifest, file, await findContents(place, file))
  } catch (thrown) {
    await file?.close()
    throw thrown
  }
}

/** Opens the log for `use` and closes it. */
export async function withLog<T>(
  folder: RunFolder,
  manifest: Manifest,
  use: (log: LogReader) => Promise<T>,
): Promise<T> {
  const log = await openLogReader(folder, manifest)
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}

/** From the index, as far as it goes and its last record is where it says; the rest is scanned. */
async function findContents(place: LogPlace, file: FileHandle | null): Promise<LogContents> {
  if (file === null) return emptyLog
  const known = await loadIndex(place)
  const { size } = await file.stat()
  const isRight = known !== null && known.end <= size && (await endsAsSaid(place, file, known))
  if (isRight && known.end === size) return known
  const found = await scanLog(place, file, 'heads', isRight ? known : emptyLog)
  // Looked at again and again while the run goes on, the index is written now and then only.
  const isWorthKeeping = found.end - (isRight ? known.end : 0) > found.end / 8
  if (found.damaged.length === 0 && isWorthKeeping) await saveIndex(place, found)
  return found
}

async function endsAsSaid(
  place: LogPlace,
  file: FileHandle,
  { entries, end }: LogContents,
): Promise<boolean> {
  const last = [...entries.values()].at(-1)
  if (last === undefined) return end === 0
  return last.offset + last.length === end && (await readEntry(place, file, last)) !== null
}

/** Null where the bytes are not the record of that case as it was written. */
async function readEntry(place: LogPlace, file: FileHandle, entry: LogEntry): Promise<RunRecord | null> {
  const decoded = place.form.decode(await readAt(file, entry.offset, entry.length))
  if (decoded === null) return null
  if ('wrongKey' in decoded) throw wrongRecord(place, place.form.placeOf(entry), decoded.wrongKey)
  const caseId = decoded.record === 'case' ? decoded.outputs.caseId : decoded.caseId
  return caseId === entry.caseId ? decoded : null
}

function createReader(
  place: LogPlace,
  manifest: Manifest,
  file: FileHandle | null,
  found: LogContents,
): LogReader {
  let contents = found
  const damaged = new Set(found.damaged)
  let isScanned = false
  /** An index that led astray is not asked again. */
  const scanOnce = async (handle: FileHandle): Promise<void> => {
    if (isScanned) return
    isScanned = true
    contents = await scanLog(place, handle, 'heads')
    for (const one of contents.damaged) damaged.add(one)
  }
  const read = async (caseId: string): Promise<RunRecord | null> => {
    if (file === null) return null
    for (const attempt of ['by index', 'scanned'] as const) {
      const entry = contents.entries.get(caseId)
      if (entry === undefined) return null
      const record = await readEntry(place, file, entry)
      if (record !== null) {
        assertFits(place, manifest, record)
        return record
      }
      if (attempt === 'by index') await scanOnce(file)
      else damaged.add(place.form.placeOf(entry))
    }
    return null
  }
  return {
    file: place.form.file,
    isThere: file !== null,
    entries: () => contents.entries,
    damaged: () => [...damaged],
    read,
    records: async function* () {
      assertKnown(place, manifest, contents)
      for (const caseId of manifest.caseIds) {
        const record = await read(caseId)
        if (record !== null) yield record
      }
    },
    close: async () => {
      await file?.close()
    },
  }
}

/** A record of a case that the run has not is of another run. */
export function assertKnown(
  { run, form }: LogPlace,
  { caseIds }: Pick<RunManifest, 'caseIds'>,
  { entries }: LogContents,
): void {
  const known = new Set(caseIds)
  for (const caseId of entries.keys()) {
    if (!known.has(caseId)) throw new AppError('run/foreign-record', { run, file: form.file, caseId })
  }
}
