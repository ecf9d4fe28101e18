/** Files of a run folder as text; what is not there is told apart from what cannot be read. */
import { constants } from 'node:buffer'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import type { RunFolder } from './run-folder'

/** Null when there is no such file. Errors: file/unreadable, file/not-a-file, file/too-large. */
export async function readIfThere(path: string, limitBytes?: number): Promise<string | null> {
  try {
    return await readUtf8(path, limitBytes)
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'file/not-found') return null
    throw thrown
  }
}

/** Errors: run/missing-file, and those of `readIfThere`. */
export async function readNeeded(
  { run, path }: RunFolder,
  file: string,
  limitBytes: number,
): Promise<string> {
  const text = await readIfThere(join(path, file), limitBytes)
  if (text === null) throw new AppError('run/missing-file', { run, file })
  return text
}

/** A larger file cannot be one string, so it cannot be parsed. */
export async function isTooLargeToParse(path: string): Promise<boolean> {
  const entry = await stat(path).catch(whereRefused(null))
  return entry !== null && entry.size > constants.MAX_STRING_LENGTH
}
