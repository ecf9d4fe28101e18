/** The text header of an NRRD file as fields. */
import { AppError } from '@shared/errors'

export interface NrrdFields {
  /** Field names in lower case without spaces -> values as written. */
  readonly fields: ReadonlyMap<string, string>
  /** Where the values begin when they follow the header. */
  readonly headerBytes: number
}

/** Headers have some hundred bytes; those of diffusion series some ten thousand. */
const MAX_HEADER_BYTES = 2 ** 20

/**
 * Reads "field: value" lines up to the empty line that ends the header; comments and "key:=value" pairs are passed over.
 * Errors: image/damaged. Source: NRRD file format (teem), versions 1 to 5.
 */
export function parseNrrdFields(bytes: Uint8Array, file: string): NrrdFields {
  const head = bytes.subarray(0, MAX_HEADER_BYTES)
  const text = new TextDecoder('latin1').decode(head)
  const blank = /\r?\n\r?\n/.exec(text)
  if (blank === null && bytes.length > MAX_HEADER_BYTES) throw damaged(file, 'its header has no end')
  const lines = (blank === null ? text : text.slice(0, blank.index)).split(/\r?\n/)
  if (!/^NRRD000[1-5]$/.test(lines[0] ?? '')) throw damaged(file, 'its first line names no known version')
  const fields = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const found = /^([^#:]+):(?!=)\s*(.*?)\s*$/.exec(line)
    if (found !== null) fields.set(toFieldName(found[1] ?? ''), found[2] ?? '')
  }
  return { fields, headerBytes: blank === null ? bytes.length : blank.index + blank[0].length }
}

/** "data file" and "datafile" are the same field. */
function toFieldName(written: string): string {
  return written.toLowerCase().replaceAll(/\s/g, '')
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'NRRD', why })
}
