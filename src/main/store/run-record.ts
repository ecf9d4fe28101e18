/** What a log holds of one case. */
import { errorDataSchema } from '@shared/error-schema'
import { caseOutputsSchema } from '@shared/outputs'
import { z } from 'zod'
import type { StoredCase } from '../run/run-result'

export const skippedRecordSchema = z.object({
  record: z.literal('skipped'),
  caseId: z.string(),
  error: errorDataSchema,
})

export const runRecordSchema = z.discriminatedUnion('record', [
  z.object({ record: z.literal('case'), outputs: caseOutputsSchema }),
  skippedRecordSchema,
])

export type RunRecord = z.output<typeof runRecordSchema>

/** The case a record is about, with its outputs or the reason why it was skipped. */
export function toStoredCase(record: RunRecord): StoredCase {
  if (record.record === 'skipped') return { caseId: record.caseId, error: record.error }
  return { caseId: record.outputs.caseId, outputs: record.outputs }
}

/** Bytes with a right checksum that are no record: never damage of the disk, so never dropped. */
export interface WrongShape {
  /** The first key that does not fit; null for what is not JSON. */
  readonly wrongKey: string | null
}

export function isWrongShape(decoded: RunRecord | WrongShape): decoded is WrongShape {
  return 'wrongKey' in decoded
}

/** Parses JSON by a schema. */
export function parseShape<T>(json: string, schema: z.ZodType<T>): T | WrongShape {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { wrongKey: null }
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : { wrongKey: (parsed.error.issues[0]?.path ?? []).join('.') }
}
