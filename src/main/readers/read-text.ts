/** A text file -> TextValue. */
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { decodeText } from '../dataset/table/decode-text'
import { readBytes } from '../files/read-bytes'
import type { TextValue } from './source-value'
import { documentFormatOf } from './text-format'

/** A long book has a few MB; a report some KB. */
const MAX_TEXT_BYTES = 16 * 2 ** 20

/**
 * Reads plain text in UTF-8, UTF-16 or Windows-1252; a byte order mark is dropped, an encoding that nothing in the file says is noticed.
 * Errors: text/format for PDF, Word, RTF and the like, text/not-text, file/too-large, file/not-found, file/unreadable.
 */
export async function readText(path: string): Promise<TextValue> {
  const file = basename(path)
  const bytes = await readBytes(path, MAX_TEXT_BYTES)
  const format = documentFormatOf(bytes, file)
  if (format !== null) throw new AppError('text/format', { file, format })
  const decoded = decodeText(bytes)
  if (decoded === null) throw new AppError('text/not-text', { file })
  const { text, encoding, isAssumed } = decoded
  if (!isAssumed) return { kind: 'text', text }
  return { kind: 'text', text, notices: [{ code: 'text/encoding', details: { file, encoding } }] }
}
