/** The index of a scanned folder: one compressed file of the application, which holds a line per scanned file. */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createGunzip, gzip } from 'node:zlib'
import { AppError, isAppError } from '@shared/errors'
import { scanChangesSchema, scanCountsSchema, scanProblemSchema } from '@shared/scan'
import { z } from 'zod'
import { withFile } from '../files/open-file'
import { fileRecordSchema, type FileRecord } from '../readers/scan/file-record'
import { saveAtomically } from '../store/atomic-write'
import { makePrivateFolder } from '../store/private-folder'
import { toLines } from './text-lines'

const knownFormat = 1

/** The first line. */
const indexHeadSchema = z.object({
  format: z.literal(knownFormat),
  path: z.string().describe('real path of the scanned folder'),
  scannedAt: z.string(),
  isComplete: z.boolean(),
  counts: scanCountsSchema,
  changes: scanChangesSchema,
  problems: z.array(scanProblemSchema).describe('of folders and links'),
})

export type IndexHead = z.output<typeof indexHeadSchema>

export interface ScanIndex {
  readonly head: IndexHead
  readonly records: readonly FileRecord[]
}

/** Lines that are compressed at a time: each block is a gzip member of its own, so that no text of the whole index is needed. */
const LINES_PER_BLOCK = 1000
const compress = promisify(gzip)

/** What the name of an index ends with, behind the id. */
export const INDEX_SUFFIX = '.jsonl.gz'

/** Folder that holds one index per scanned folder. */
export function scansFolder(home: string): string {
  return join(home, 'scans')
}

/** The id of a folder: a hash of its real path, so that neither a file name nor a log shows the path. */
export function scanIdOf(realPath: string): string {
  return createHash('sha256').update(realPath).digest('hex').slice(0, 24)
}

/** The index of a scan. Only what scanIdOf can give becomes a path. Errors: scan/not-found. */
export function indexFileOf(home: string, scan: string): string {
  if (!/^[0-9a-f]{24}$/.test(scan)) throw new AppError('scan/not-found', { scan })
  return join(scansFolder(home), `${scan}${INDEX_SUFFIX}`)
}

/** Writes an index as a whole, or leaves the old one. */
export async function saveScanIndex(
  file: string,
  head: Omit<IndexHead, 'format'>,
  records: readonly FileRecord[],
): Promise<void> {
  await makePrivateFolder(dirname(file))
  const blocks = [await compress(toLine({ format: knownFormat, ...head }))]
  for (let from = 0; from < records.length; from += LINES_PER_BLOCK) {
    blocks.push(
      await compress(
        records
          .slice(from, from + LINES_PER_BLOCK)
          .map(toLine)
          .join(''),
      ),
    )
  }
  await saveAtomically(file, new Uint8Array(Buffer.concat(blocks)))
}

/** Loads an index; null when there is none. Errors: scan/index-damaged. */
export async function loadScanIndex(file: string): Promise<ScanIndex | null> {
  const records: FileRecord[] = []
  const head = await readLines(file, (line) => {
    records.push(fileRecordSchema.parse(JSON.parse(line)))
    return true
  })
  return head === null ? null : { head, records }
}

/** Loads the first line of an index only; null when there is none. Errors: scan/index-damaged. */
export function loadIndexHead(file: string): Promise<IndexHead | null> {
  return readLines(file, () => false)
}

/** Gives each line behind the head to `take`, until it says false. */
async function readLines(file: string, take: (line: string) => boolean): Promise<IndexHead | null> {
  try {
    return await withFile(file, ({ handle }) => takeLines(handle, file, take))
  } catch (cause) {
    if (isAppError(cause) && cause.code === 'file/not-found') return null
    throw isAppError(cause) && cause.code === 'scan/index-damaged' ? cause : damaged(file, cause)
  }
}

async function takeLines(
  handle: FileHandle,
  file: string,
  take: (line: string) => boolean,
): Promise<IndexHead> {
  const source = handle.createReadStream({ autoClose: false })
  const unpacked = createGunzip()
  // A pipe hands on bytes but no faults, and nothing at all to the source when the reader has had enough.
  source.on('error', (fault) => unpacked.destroy(fault)).pipe(unpacked)
  const heads: IndexHead[] = []
  try {
    for await (const line of toLines(unpacked)) {
      if (heads.length === 0) heads.push(indexHeadSchema.parse(JSON.parse(line)))
      else if (!take(line)) break
    }
  } catch (cause) {
    throw damaged(file, cause)
  } finally {
    source.destroy()
  }
  const [head] = heads
  if (head === undefined) throw damaged(file)
  return head
}

function damaged(file: string, cause?: unknown): AppError {
  return new AppError('scan/index-damaged', { scan: basename(file, INDEX_SUFFIX) }, { cause })
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
