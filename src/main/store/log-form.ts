/** The forms that a log has: packed since format 2 of run.json, lines of JSON before. */
import type { FileWindow } from './file-window'
import { packRecord, unpackRecord } from './packed-record'
import type { Known, LogEntry, ScanDepth, Stretch } from './log-stretch'
import { parseRecordLine, toRecordLine } from './record-line'
import type { RunFolder } from './run-folder'
import type { RunRecord, WrongShape } from './run-record'
import { scanLines } from './scan-lines'
import { scanPacked } from './scan-packed'

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
