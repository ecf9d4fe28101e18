/** 10 of 11: one line of outputs.jsonl, the file a run grows by: a checksum, a space, a JSON record. */
import { crc32 } from 'node:zlib'
import { errorDataSchema } from '@shared/error-schema'
import { caseOutputsSchema } from '@shared/outputs'
import { z } from 'zod'
import type { StoredCase } from '../run/run-result'

export const runRecordSchema = z.discriminatedUnion('record', [
  z.object({ record: z.literal('case'), outputs: caseOutputsSchema }),
  z.object({ record: z.literal('skipped'), caseId: z.string(), error: errorDataSchema }),
])

export type RunRecord = z.output<typeof runRecordSchema>

/** The case a record is about, with its outputs or the reason why it was skipped. */
export function toStoredCase(record: RunRecord): StoredCase {
  if (record.record === 'skipped') return { caseId: record.caseId, error: record.error }
  return { caseId: record.outputs.caseId, outputs: record.outputs }
}

/** Writes a record as one line with its line feed; the checksum is the CRC-32 of the JSON bytes, eight hex digits. */
export function toRecordLine(record: RunRecord): string {
  const json = JSON.stringify(record)
  return `${checksum(json)} ${json}\n`
}

/** Reads a line back; null for a line that was cut off or changed. */
export function parseRecordLine(line: string): RunRecord | null {
  const json = line.slice(9)
  if (line.charAt(8) !== ' ' || checksum(json) !== line.slice(0, 8)) return null
  const parsed = runRecordSchema.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : null
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0')
}
