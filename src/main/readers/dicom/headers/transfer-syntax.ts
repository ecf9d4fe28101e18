/** How DICOM files may be encoded (PS3.5 annex A, PS3.6 table A-1). */

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2'
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1'
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2'
export const DEFLATED = '1.2.840.10008.1.2.1.99'
export const RLE = '1.2.840.10008.1.2.5'

const names: Readonly<Record<string, string>> = {
  [IMPLICIT_LITTLE]: 'Implicit VR Little Endian',
  [EXPLICIT_LITTLE]: 'Explicit VR Little Endian',
  [DEFLATED]: 'Deflated Explicit VR Little Endian',
  [EXPLICIT_BIG]: 'Explicit VR Big Endian',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline (8 bit)',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended (12 bit)',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless, first-order prediction',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS near-lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.100': 'MPEG2 video',
  '1.2.840.10008.1.2.4.102': 'MPEG-4 AVC/H.264 video',
  '1.2.840.10008.1.2.4.201': 'High-Throughput JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.202': 'High-Throughput JPEG 2000 Lossless with RPCL',
  '1.2.840.10008.1.2.4.203': 'High-Throughput JPEG 2000',
  [RLE]: 'RLE Lossless',
}

/** Returns the name of a transfer syntax, or "an unknown transfer syntax". */
export function transferSyntaxName(uid: string): string {
  return names[uid] ?? 'an unknown transfer syntax'
}

/** Tells whether a transfer syntax stores pixels as plain cells. */
export function isUncompressed(uid: string): boolean {
  return [IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED].includes(uid)
}
