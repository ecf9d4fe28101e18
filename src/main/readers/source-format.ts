/** 2 of 11: what a file is, by its content and never by its name. */

export type SourceFormat = 'png' | 'jpeg' | 'npy' | 'dicom' | 'nifti'

/** How many bytes `formatOf` needs to see: up to the magic of NIfTI-1 at byte 344. */
export const SIGNATURE_BYTES = 352

interface Signature {
  readonly format: SourceFormat
  readonly offset: number
  readonly bytes: readonly number[]
}

/** Signatures that cannot be mistaken come first; a gzip file can only be a NIfTI here. */
const signatures: readonly Signature[] = [
  { format: 'png', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: 'npy', offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { format: 'dicom', offset: 128, bytes: [0x44, 0x49, 0x43, 0x4d] },
  { format: 'nifti', offset: 344, bytes: [0x6e, 0x2b] },
  { format: 'nifti', offset: 344, bytes: [0x6e, 0x69] },
  { format: 'jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'nifti', offset: 0, bytes: [0x1f, 0x8b] },
]

/** Recognises the format of a file by its first bytes; null when it is none that we read. */
export function formatOf(head: Uint8Array): SourceFormat | null {
  const found = signatures.find(({ offset, bytes }) =>
    bytes.every((byte, index) => head[offset + index] === byte),
  )
  return found?.format ?? null
}
