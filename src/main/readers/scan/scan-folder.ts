/** A nested folder -> the records of its files; what an index knows already is not read again. */
import { join } from 'node:path'
import type { ScanChanges, ScanCounts, ScanProblem } from '@shared/scan'
import type { FileRecord } from './file-record'
import { readFileRecord, type FoundFile } from './read-file-record'
import { createScanTally, type ScanTally } from './scan-tally'
import { walkFolder, type Walked, type WalkOptions } from './walk-folder'

export interface ScanRequest {
  readonly root: string
  /** Records of the last scan by path; empty for the first. */
  readonly known: ReadonlyMap<string, FileRecord>
  readonly mayFollow: WalkOptions['mayFollow']
  /** Stops after the files at hand. */
  readonly signal: AbortSignal
  readonly onCounts: (counts: ScanCounts) => void
}

export interface FolderScan {
  /** In the order of their paths. After a cancel also those of `known` that were not reached. */
  readonly records: readonly FileRecord[]
  readonly counts: ScanCounts
  readonly changes: ScanChanges
  /** Folders and links only; the problem of a file is in its record. */
  readonly problems: readonly ScanProblem[]
  readonly isComplete: boolean
}

/** Files that are open at a time: enough to hide the waiting for a disk or a network drive. */
const FILES_AT_ONCE = 8
/** Files between two reports. */
const REPORT_EVERY = 200
/** A record takes about 1 KiB of memory, so this many take about 1 GiB. */
const MAX_ENTRIES = 1_000_000

/**
 * Scans a folder: only the heads of new or changed files (by size and time of change) are read, nothing is written or copied.
 * Errors: scan/folder-unreadable for the folder itself, scan/too-many-files.
 */
export async function scanFolder(request: ScanRequest): Promise<FolderScan> {
  const { root, known, mayFollow, signal } = request
  const tally = createScanTally()
  const walk = walkFolder(root, { mayFollow, limit: MAX_ENTRIES })
  const records = new Map<string, FileRecord>()
  const problems: ScanProblem[] = []
  const take = async (walked: Walked): Promise<void> => {
    if (walked.what === 'folder') tally.addFolder()
    else if (walked.what === 'file') records.set(walked.file.path, await takeFile(request, tally, walked))
    else {
      problems.push({ path: walked.path, error: walked.error })
      tally.addProblem()
    }
  }
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const next = await walk.next()
      if (next.done === true) return
      await take(next.value)
    }
  }
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work))
  await walk.return()
  const unseen = [...known].filter(([path]) => !records.has(path))
  if (signal.aborted) for (const [path, record] of unseen) records.set(path, record)
  const counts = tally.counts()
  request.onCounts(counts)
  return {
    records: [...records.values()].toSorted(byPath),
    counts,
    changes: tally.changes(signal.aborted ? 0 : unseen.length),
    problems,
    isComplete: !signal.aborted,
  }
}

async function takeFile(
  { root, known, onCounts }: ScanRequest,
  tally: ScanTally,
  { file, isRegular }: Walked & { what: 'file' },
): Promise<FileRecord> {
  const old = known.get(file.path)
  const isSame = old?.sizeBytes === file.sizeBytes && old.mtimeMs === file.mtimeMs
  const isKept = old !== undefined && isSame && old.problem === null
  const record = isKept ? old : await readRecord(root, file, isRegular)
  const change = old === undefined ? 'added' : isSame ? 'unchanged' : 'changed'
  tally.addFile(record.kind, change, !isKept && isRegular)
  if (record.problem !== null) tally.addProblem()
  const counts = tally.counts()
  if (counts.files % REPORT_EVERY === 0) onCounts(counts)
  return record
}

/** Opening a pipe or a device could wait for ever, so only regular files are opened. */
async function readRecord(root: string, file: FoundFile, isRegular: boolean): Promise<FileRecord> {
  if (isRegular) return readFileRecord(file, join(root, file.path))
  return { ...file, kind: 'other', header: null, problem: null }
}

/** By code units: the same on every machine, whatever its language. */
function byPath(a: FileRecord, b: FileRecord): number {
  return a.path < b.path ? -1 : Number(a.path > b.path)
}
