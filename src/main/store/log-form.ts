/** 10 of 11: the forms that a log has: packed since format 2 of run.json, lines of JSON before. */
import type { FileWindow } from './file-window'
import { packRecord, unpackRecord } from './packed-record'
import { parseRecordLine, toRecordLine } from './record-line'
import type { RunFolder } from './run-folder'
import type { RunRecord, WrongShape } from './run-record'
import { scanLines } from './scan-lines'
import { scanPacked } from './scan-packed'

/** Where the record of a case stands in the log. */
export interface LogEntry {
  readonly caseId: string
  readonly kind: RunRecord['record']
  readonly offset: number
  readonly length: number
}

/** What a scan comes along. `place` is for people: line 5, byte 1024. */
export type Stretch =
  | { readonly found: 'record'; readonly entry: LogEntry }
  | { readonly found: 'damage'; readonly place: string }
  | ({ readonly found: 'wrong shape'; readonly place: string } & WrongShape)
  /** The last record was cut off by a kill; nothing follows. */
  | { readonly found: 'cut' }

/** heads: only where records begin and end; all: also whether each is intact. */
export type ScanDepth = 'heads' | 'all'

/** What stands before the place where a scan begins. */
export interface Known {
  readonly end: number
  readonly count: number
}

export interface LogForm {
  readonly file: string
  readonly encode: (record: RunRecord) => Buffer
  /** Null for bytes that were changed. */
  readonly decode: (bytes: Buffer) => RunRecord | WrongShape | null
  readonly scan: (window: FileWindow, known: Known, depth: ScanDepth) => AsyncGenerator<Stretch, void>
  readonly placeOf: (entry: LogEntry) => string
}

const packed: LogForm = {
  file: 'outputs.bin',
  encode: packRecord,
  decode: unpackRecord,
  scan: scanPacked,
  placeOf: ({ offset }) => `byte ${offset}`,
}

const lines: LogForm = {
  file: 'outputs.jsonl',
  encode: (record) => Buffer.from(toRecordLine(record)),
  decode: parseRecordLine,
  scan: scanLines,
  placeOf: ({ caseId }) => `the line of case ${caseId}`,
}

/** The log of a run: its form hangs on the format of run.json alone, never on which files are there. */
export interface LogPlace {
  readonly run: string
  readonly path: string
  readonly indexPath: string
  readonly form: LogForm
}

export function logOf(folder: RunFolder, { format }: { readonly format: number }): LogPlace {
  const form = format === 1 ? lines : packed
  const path = format === 1 ? folder.outputLines : folder.outputs
  return { run: folder.run, path, indexPath: folder.index, form }
}
