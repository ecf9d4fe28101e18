/** What kind of file a table is, by its first bytes and the names inside a zip. */
import { basename } from 'node:path'

export type TableFormat = 'text' | 'xlsx' | { readonly refused: string }

const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 512)).toString('latin1')

/** Recognises the format of a table by content; what is known but not read comes with its name. The name of the file decides only among zips. */
export function tableFormatOf(bytes: Uint8Array, path: string): TableFormat {
  const start = startOf(bytes)
  if (start.startsWith('\xd0\xcf\x11\xe0'))
    return { refused: 'an old Excel workbook (.xls) or one with a password' }
  if (start.startsWith('%PDF')) return { refused: 'a PDF' }
  if (start.startsWith('PAR1')) return { refused: 'a Parquet file' }
  if (start.startsWith('\x1f\x8b')) return { refused: 'a gzip file' }
  if (/^[\s\xef\xbb\xbf]*<(\?xml|!doctype|html|table|workbook)/i.test(start))
    return { refused: 'a web page or XML' }
  if (!start.startsWith('PK\x03\x04')) return 'text'
  if (start.includes('opendocument') || isNamed(path, 'ods'))
    return { refused: 'an OpenDocument sheet (.ods)' }
  if (isNamed(path, 'xlsb')) return { refused: 'a binary Excel workbook (.xlsb)' }
  return 'xlsx'
}

function isNamed(path: string, ending: string): boolean {
  return basename(path).toLowerCase().endsWith(`.${ending}`)
}
