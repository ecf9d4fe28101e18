/** The header of an NPY file: type, order and dims of its array. */
import { AppError } from '@shared/errors'

export interface NpyHeader {
  /** NumPy type string, such as "<f4". */
  readonly type: string
  readonly fortranOrder: boolean
  readonly dims: readonly number[]
  /** Where the values start. */
  readonly dataOffset: number
}

const MAX_HEADER_BYTES = 65_536

/**
 * Reads the header of an NPY file of version 1, 2 or 3.
 * Errors: image/damaged. Source: NumPy, numpy.lib.format. Limits: structured types are refused.
 */
export function parseNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12) throw damaged(file, 'it ends inside its header')
  const version = view.getUint8(6)
  if (version < 1 || version > 3) throw damaged(file, `its version is ${version}`)
  const textOffset = version === 1 ? 10 : 12
  const textBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const dataOffset = textOffset + textBytes
  if (textBytes > MAX_HEADER_BYTES || dataOffset > bytes.length)
    throw damaged(file, 'it ends inside its header')
  return {
    ...parseDictionary(new TextDecoder().decode(bytes.subarray(textOffset, dataOffset)), file),
    dataOffset,
  }
}

/** The header is a Python dictionary literal with three keys; no other Python is understood. */
function parseDictionary(text: string, file: string): Omit<NpyHeader, 'dataOffset'> {
  const type = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1]
  if (type === undefined || order === undefined || shape === undefined) {
    throw damaged(file, 'its header does not name one type, an order and a shape')
  }
  const dims = shape.split(',').map((word) => word.trim())
  return {
    type,
    fortranOrder: order === 'True',
    dims: dims.filter((word) => word !== '').map((word) => Number.parseInt(word, 10)),
  }
}

function damaged(file: string, why: string): AppError {
  return new AppError('image/damaged', { file, format: 'NPY', why })
}
