/** Where the record of each case stands, kept beside the log. It is derived, and believed only as far as it can be checked. */
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from './atomic-write'
import type { LogPlace } from './log-form'
import type { LogEntry } from './log-stretch'
import { parseJson } from './parse-record'
import type { LogContents } from './scan-log'

const lineSchema = z.tuple([
  z.string(),
  z.enum(['case', 'skipped']),
  z.number().int().min(0),
  z.number().int().min(1),
])

/** Null when there is none, or one that cannot be read or is damaged: the log is scanned then. */
export async function loadIndex({ indexPath, form }: LogPlace): Promise<LogContents | null> {
  const text = await readUtf8(indexPath).catch(whereRefused(''))
  const cut = text.indexOf('\n')
  const [checksum, file, end] = text.slice(0, cut).split(' ')
  const body = text.slice(cut + 1)
  if (cut < 0 || checksum !== checksumOf(`${file ?? ''} ${end ?? ''}\n${body}`) || file !== form.file)
    return null
  const entries = new Map<string, LogEntry>()
  for (const line of body.split('\n').slice(0, -1)) {
    const parsed = lineSchema.safeParse(parseJson(line))
    if (!parsed.success) return null
    const [caseId, kind, offset, length] = parsed.data
    entries.set(caseId, { caseId, kind, offset, length })
  }
  return { entries, damaged: [], end: Number(end), size: Number(end) }
}

/** Keeps what a scan found. A folder that cannot be written to is no failure: it is scanned again. */
export async function saveIndex({ indexPath, form }: LogPlace, { entries, end }: LogContents): Promise<void> {
  const lines = [...entries.values()].map(
    ({ caseId, kind, offset, length }) => `${JSON.stringify([caseId, kind, offset, length])}\n`,
  )
  const rest = `${form.file} ${end}\n${lines.join('')}`
  await saveAtomically(indexPath, `${checksumOf(rest)} ${rest}`).catch(whereRefused(undefined))
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}
