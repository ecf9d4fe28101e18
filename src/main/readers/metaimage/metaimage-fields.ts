/** The text header of a MetaImage as fields. */
import { AppError } from '@shared/errors'

export interface MetaImageFields {
  readonly fields: ReadonlyMap<string, string>
  /** Where the values begin when they follow the header. */
  readonly headerBytes: number
}

const MAX_HEADER_BYTES = 2 ** 16
const LAST_FIELD = 'ElementDataFile'

/**
 * Reads "Name = value" lines up to ElementDataFile, which is the last by definition.
 * Errors: image/damaged. Source: ITK, MetaIO documentation.
 */
export function parseMetaImageFields(bytes: Uint8Array, file: string): MetaImageFields {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER_BYTES))
  const fields = new Map<string, string>()
  for (const found of text.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*([^\r\n]*?)[ \t]*(?:\r?\n|$)/gm)) {
    const name = found[1] ?? ''
    fields.set(name, found[2] ?? '')
    if (name === LAST_FIELD) return { fields, headerBytes: found.index + found[0].length }
  }
  const why = `its header does not end with ${LAST_FIELD}`
  throw new AppError('image/damaged', { file, format: 'MetaImage', why })
}
