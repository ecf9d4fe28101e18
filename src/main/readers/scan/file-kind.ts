/** The kind under which a scan counts a file: by its content, a table by its name. */
import type { FileKind } from '@shared/scan'
import { formatOf, type SourceFormat } from '../source-format'
import { rawDicomOf } from '../dicom/headers/raw-dicom'

const kindByFormat: Readonly<Partial<Record<SourceFormat, FileKind>>> = {
  dicom: 'dicom',
  nifti: 'nifti',
  nrrd: 'volume',
  metaimage: 'volume',
  png: 'image',
  jpeg: 'image',
  tiff: 'image',
  bmp: 'image',
}

const GZIP = [0x1f, 0x8b] as const

/** Tells the kind of a file from its first bytes. Text has no mark of its own, and any file may be a gzip: there the name decides. */
export function fileKindOf(head: Uint8Array, name: string): FileKind {
  if (/\.(csv|tsv|xlsx)$/i.test(name)) return 'table'
  if (head[0] === GZIP[0] && head[1] === GZIP[1])
    return /\.(nii|hdr|img)\.gz$/i.test(name) ? 'nifti' : 'other'
  const format = formatOf(head)
  if (format !== null) return kindByFormat[format] ?? 'other'
  return rawDicomOf(head) === null ? 'other' : 'dicom'
}
