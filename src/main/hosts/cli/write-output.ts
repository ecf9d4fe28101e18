/** Where -o leads: files that a user asked for. */
import { writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { isSystemError } from './system-error'

/** Codes of the system that speak of the path itself. */
const pathIsWrong = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

/** Writes a file and returns its absolute path; an older one is replaced. Errors: file/no-place. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<string> {
  const file = resolve(path)
  try {
    await writeFile(file, content)
  } catch (cause) {
    if (!isSystemError(cause) || !pathIsWrong.has(cause.code)) throw cause
    throw new AppError('file/no-place', { file: basename(file), folder: dirname(file) }, { cause })
  }
  return file
}
