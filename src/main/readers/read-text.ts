/** 2 of 11: a text file -> TextValue. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { readBytes } from './read-bytes'
import type { TextValue } from './source-value'

/** A long book has a few MB; a report some KB. */
const MAX_TEXT_BYTES = 16 * 2 ** 20

/** Reads a UTF-8 file; a byte order mark is dropped. Errors: file/not-utf8, file/too-large, file/not-found, file/unreadable. */
export async function readText(path: string): Promise<TextValue> {
  const bytes = await readBytes(path, MAX_TEXT_BYTES)
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (cause) {
    throw new AppError('file/not-utf8', { file: basename(path) }, { cause })
  }
}
