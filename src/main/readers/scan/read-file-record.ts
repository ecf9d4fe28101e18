/** One file -> its record, from as few bytes as its header needs. */
import { basename } from 'node:path'
import { AppError, toErrorData, type ErrorData } from '@shared/errors'
import { readHead } from '../../files/read-bytes'
import { fileKindOf } from './file-kind'
import type { FileRecord, ScanHeader } from './file-record'
import { readScanHeader } from './read-scan-header'

/** Headers of most scanners fit into the first step; private elements of some reach hundreds of KiB. */
const stepsBytes = [16_384, 131_072, 1_048_576] as const

/** Where a file lies and how it stood when the folder was listed. */
export interface FoundFile {
  /** Below the scanned folder. */
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
}

/** Reads the record of a file. Never throws what a file can cause: a failure becomes the problem of the record. */
export async function readFileRecord(found: FoundFile, fullPath: string): Promise<FileRecord> {
  const { path, sizeBytes, mtimeMs } = found
  const record = { path, sizeBytes, mtimeMs }
  const file = basename(path)
  try {
    const first = await readHead(fullPath, stepsBytes[0])
    const kind = fileKindOf(first.bytes, file)
    if (kind !== 'dicom') return { ...record, kind, header: null, problem: null }
    const header = await growHeader(fullPath, first.bytes, sizeBytes)
    return { ...record, kind, header, problem: problemOf(header, file) }
  } catch (thrown) {
    return { ...record, kind: 'other', header: null, problem: toErrorData(thrown, 'scan') }
  }
}

/** Reads more of the file until the header is whole; null when it cannot be parsed. */
async function growHeader(path: string, first: Uint8Array, sizeBytes: number): Promise<ScanHeader | null> {
  let known: ScanHeader | null = null
  for (const step of stepsBytes) {
    const bytes = step === stepsBytes[0] ? first : (await readHead(path, step)).bytes
    const read = readScanHeader(bytes)
    known = read?.header ?? known
    if (read?.reachesEnd === true || bytes.length >= sizeBytes) break
  }
  return known
}

/** A DICOMDIR lists files and belongs to no series (PS3.3, F). */
const MEDIA_DIRECTORY = '1.2.840.10008.1.3.10'

function problemOf(header: ScanHeader | null, file: string): ErrorData | null {
  if (header === null) return toErrorData(new AppError('dicom/unreadable', { file }), 'scan')
  if (header.sopClass === MEDIA_DIRECTORY || (header.series !== null && header.study !== null)) return null
  return toErrorData(new AppError('scan/no-series', { file }), 'scan')
}
