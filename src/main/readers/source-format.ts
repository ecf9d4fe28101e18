/** What a file is, by its content and never by its name. */
import { rawDicomOf } from './dicom/headers/raw-dicom'

export type SourceFormat = 'png' | 'jpeg' | 'tiff' | 'bmp' | 'npy' | 'dicom' | 'nifti' | 'nrrd' | 'metaimage'

/** How many bytes `formatOf` needs to see: up to the magic of NIfTI-1 at byte 344. */
export const SIGNATURE_BYTES = 352

interface Signature {
  readonly format: SourceFormat
  readonly offset: number
  /** null stands for any byte. */
  readonly bytes: readonly (number | null)[]
}

const anyBytes = (count: number): null[] => new Array<null>(count).fill(null)
const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')]

/**
 * Signatures that cannot be mistaken come first: a DICOM file may begin as a TIFF, and two letters make a BMP only before the
 * size of its header, a number below 256. A gzip file can only be a NIfTI here.
 */
const signatures: readonly Signature[] = [
  { format: 'png', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: 'npy', offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { format: 'dicom', offset: 128, bytes: [0x44, 0x49, 0x43, 0x4d] },
  { format: 'nifti', offset: 344, bytes: letters('n+1') },
  { format: 'nifti', offset: 344, bytes: letters('ni1') },
  { format: 'nifti', offset: 4, bytes: letters('n+2') },
  { format: 'nifti', offset: 4, bytes: letters('ni2') },
  { format: 'nrrd', offset: 0, bytes: letters('NRRD000') },
  { format: 'metaimage', offset: 0, bytes: letters('ObjectType') },
  { format: 'metaimage', offset: 0, bytes: letters('NDims') },
  { format: 'tiff', offset: 0, bytes: [0x49, 0x49, 42, 0] },
  { format: 'tiff', offset: 0, bytes: [0x4d, 0x4d, 0, 42] },
  { format: 'tiff', offset: 0, bytes: [0x49, 0x49, 43, 0] },
  { format: 'tiff', offset: 0, bytes: [0x4d, 0x4d, 0, 43] },
  { format: 'bmp', offset: 0, bytes: [0x42, 0x4d, ...anyBytes(13), 0, 0, 0] },
  { format: 'jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'nifti', offset: 0, bytes: [0x1f, 0x8b] },
]

/** Recognises the format of a file by its first bytes; null when it is none that we read. */
export function formatOf(head: Uint8Array): SourceFormat | null {
  const found = signatures.find(({ offset, bytes }) =>
    bytes.every((byte, index) => byte === null || head[offset + index] === byte),
  )
  if (found !== undefined) return found.format
  return rawDicomOf(head) === null ? null : 'dicom'
}
