/** The JSON files of a run folder, read back by their schema. */
import { AppError } from '@shared/errors'
import type { z } from 'zod'
import type { RunFolder } from './run-folder'
import { checkSeal } from './sealed-json'

/** 1: outputs are lines of JSON; 2: they are packed. */
const knownFormat = 2

/**
 * Reads a file of a run. A higher number of the format is a newer version; anything else that does not fit is damage, told with
 * the first key that is wrong, or with its checksum. Errors: run/other-version, run/bad-record.
 */
export function parseRecord<T>({ run }: RunFolder, file: string, text: string, schema: z.ZodType<T>): T {
  const json = parseJson(text)
  const found = formatOf(json)
  if (found > knownFormat) throw new AppError('run/other-version', { run, found, known: knownFormat })
  const parsed = schema.safeParse(json)
  if (parsed.success) {
    if (checkSeal(text) === 'wrong') throw new AppError('run/bad-record', { run, file, key: 'checksum' })
    return parsed.data
  }
  const key = json === null ? null : wrongKey(parsed.error)
  throw new AppError('run/bad-record', { run, file, key }, { cause: parsed.error })
}

/** Null for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function formatOf(json: unknown): number {
  if (typeof json !== 'object' || json === null || !('format' in json)) return 0
  return typeof json.format === 'number' ? json.format : 0
}

/** The first key that does not fit; empty for the whole. */
function wrongKey({ issues }: z.ZodError): string {
  return (issues[0]?.path ?? []).join('.')
}
