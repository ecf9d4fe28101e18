/** Formats that ModaLens knows by their first bytes but does not read. */

interface ForeignFormat {
  /** As it stands in a sentence: "x.gif is a GIF image, which ...". */
  readonly name: string
  readonly offset: number
  /** Latin-1 text of the bytes. */
  readonly bytes: string
}

const foreignFormats: readonly ForeignFormat[] = [
  { name: 'a GIF image', offset: 0, bytes: 'GIF8' },
  { name: 'a WebP image', offset: 8, bytes: 'WEBP' },
  { name: 'a HEIC image', offset: 4, bytes: 'ftyphei' },
  { name: 'a HEIC image', offset: 4, bytes: 'ftyphev' },
  { name: 'a HEIF image', offset: 4, bytes: 'ftypmif1' },
  { name: 'a HEIF image', offset: 4, bytes: 'ftypmsf1' },
  { name: 'an AVIF image', offset: 4, bytes: 'ftypavi' },
  { name: 'a video (MP4 or QuickTime)', offset: 4, bytes: 'ftyp' },
  { name: 'a video (AVI)', offset: 8, bytes: 'AVI ' },
  { name: 'a JPEG 2000 image outside DICOM', offset: 0, bytes: '\0\0\0\x0cjP  \r\n\x87\n' },
  { name: 'a JPEG 2000 image outside DICOM', offset: 0, bytes: '\xff\x4f\xff\x51' },
  { name: 'a JPEG XL image', offset: 0, bytes: '\0\0\0\x0cJXL \r\n\x87\n' },
  { name: 'a JPEG XL image', offset: 0, bytes: '\xff\x0a' },
  { name: 'an Analyze 7.5 header, which does not say left from right', offset: 0, bytes: '\x5c\x01\0\0' },
  { name: 'an Analyze 7.5 header, which does not say left from right', offset: 0, bytes: '\0\0\x01\x5c' },
  { name: 'an HDF5 file (MINC, MATLAB 7.3)', offset: 0, bytes: '\x89HDF\r\n\x1a\n' },
  { name: 'a MATLAB file', offset: 0, bytes: 'MATLAB 5.0 MAT-file' },
  { name: 'a PDF document', offset: 0, bytes: '%PDF-' },
]

/** Names the format of a file by its first bytes; null when it is none of these. */
export function foreignFormatOf(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, 64)).toString('latin1')
  return foreignFormats.find(({ offset, bytes }) => text.startsWith(bytes, offset))?.name ?? null
}
