/** The one importer of nifti-reader-js: the fields of a NIfTI-1 or NIfTI-2 header as they stand. */
import { isNIFTI1, isNIFTI2, readHeader, type NIFTI1, type NIFTI2 } from 'nifti-reader-js'
import { AppError } from '@shared/errors'

/** Without the four bytes after it, so that the library never looks at extensions. */
const HEADER_BYTES = { 1: 348, 2: 540 } as const

const QFORM_CODE_OFFSET = 252

export interface RawHeader {
  readonly fields: NIFTI1 | NIFTI2
  /** Size of the header, and with the four bytes that announce extensions the first place for values. */
  readonly headerBytes: number
  readonly qformCode: number
  /** Header and values in two files. */
  readonly isPair: boolean
}

/** Reads the fields. Errors: nifti/damaged. Source: nifti1.h, nifti2.h. */
export function parseRawHeader(head: Uint8Array, file: string): RawHeader {
  const version = versionOf(head, file)
  const headerBytes = HEADER_BYTES[version]
  if (head.length < headerBytes) throw damaged(file, 'it ends inside its header')
  const buffer = copyOf(head, headerBytes)
  const view = new DataView(buffer)
  const isPair = version === 1 ? !isNIFTI1(buffer) : !isNIFTI2(buffer)
  const qformCode = version === 1 ? hideQform(view) : null
  try {
    const fields = readHeader(buffer, true)
    return { fields, headerBytes, qformCode: qformCode ?? fields.qform_code, isPair }
  } catch (cause) {
    throw damaged(file, 'its header does not begin with the size of a NIfTI header', cause)
  }
}

function versionOf(head: Uint8Array, file: string): 1 | 2 {
  if (head.length < HEADER_BYTES[1]) throw damaged(file, 'it ends inside its header')
  const buffer = copyOf(head, HEADER_BYTES[1])
  if (isNIFTI1(buffer, true)) return 1
  if (isNIFTI2(buffer, true)) return 2
  throw damaged(file, 'it lacks the mark of a NIfTI file')
}

/** The library would let a qform of a higher code win over the sform; we take the quaternion ourselves. */
function hideQform(view: DataView): number {
  const little = view.getInt32(0, true) === HEADER_BYTES[1]
  const code = view.getInt16(QFORM_CODE_OFFSET, little)
  view.setInt16(QFORM_CODE_OFFSET, 0, little)
  return code
}

function copyOf(head: Uint8Array, sizeBytes: number): ArrayBuffer {
  const buffer = new ArrayBuffer(sizeBytes)
  new Uint8Array(buffer).set(head.subarray(0, sizeBytes))
  return buffer
}

function damaged(file: string, why: string, cause?: unknown): AppError {
  return new AppError('nifti/damaged', { file, why }, { cause })
}
