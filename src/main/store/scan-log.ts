/** Which cases a log has, and where. */
import { open, type FileHandle } from 'node:fs/promises'
import { AppError, isAppError } from '@shared/errors'
import { withFile } from '../files/open-file'
import { openWindow } from './file-window'
import type { LogPlace } from './log-form'
import type { LogEntry, ScanDepth } from './log-stretch'

export interface LogContents {
  /** By case id, in the order of the file. */
  readonly entries: ReadonlyMap<string, LogEntry>
  /** Where something damaged stands, for people; the cut end of a killed run is none. */
  readonly damaged: readonly string[]
  /** Where the last intact record ends. */
  readonly end: number
  /** Bytes that were looked at. */
  readonly size: number
}

export const emptyLog: LogContents = { entries: new Map(), damaged: [], end: 0, size: 0 }

/** Opens the log for reading; null when there is none. Anything else that is refused is thrown. */
export async function openToRead({ path }: LogPlace): Promise<FileHandle | null> {
  try {
    // What is no file (a pipe) is refused before it is opened.
    await withFile(path, () => Promise.resolve())
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'file/not-found') return null
    throw thrown
  }
  return open(path, 'r')
}

/**
 * Looks at all that stands behind what is known. Errors: run/duplicate-record, run/bad-record (a record with a right checksum
 * and a wrong shape), and what the system says.
 */
export async function scanLog(
  place: LogPlace,
  file: FileHandle,
  depth: ScanDepth,
  known: LogContents = emptyLog,
): Promise<LogContents> {
  const window = await openWindow(file)
  const entries = new Map(known.entries)
  const damaged: string[] = [...known.damaged]
  let { end } = known
  for await (const stretch of place.form.scan(window, { end: known.end, count: known.entries.size }, depth)) {
    if (stretch.found === 'damage') damaged.push(stretch.place)
    else if (stretch.found === 'wrong shape') throw wrongRecord(place, stretch.place, stretch.wrongKey)
    else if (stretch.found === 'record') {
      const { entry } = stretch
      if (entries.has(entry.caseId)) throw duplicate(place, entry.caseId)
      entries.set(entry.caseId, entry)
      end = entry.offset + entry.length
    }
  }
  return { entries, damaged, end, size: window.size }
}

/** A record whose bytes are as they were written, but that is none. */
export function wrongRecord({ run, form }: LogPlace, where: string, key: string | null): AppError {
  return new AppError('run/bad-record', { run, file: `${form.file} (${where})`, key })
}

function duplicate({ run, form }: LogPlace, caseId: string): AppError {
  return new AppError('run/duplicate-record', { run, file: form.file, caseId })
}
