/** What a DICOM header writes, as a person reads it; and the counts of a scan in words. */
import type { FileKind, ScanCounts } from '@shared/scan'

/** Doe^Jane^^Dr -> Doe, Jane Dr: the first of its spellings (PS3.5, 6.2.1.2). */
export function personName(written: string): string {
  const [family = '', ...others] = (written.split('=')[0] ?? '').split('^').map((one) => one.trim())
  const given = others.filter((one) => one !== '').join(' ')
  return family === '' || given === '' ? family + given : `${family}, ${given}`
}

/** 20240131 -> 2024-01-31; anything else as it is written. */
export function writtenDate(date: string): string {
  return /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : date
}

const kindNames: Readonly<Record<FileKind, string>> = {
  dicom: 'DICOM',
  nifti: 'NIfTI',
  volume: 'NRRD or MetaImage',
  image: 'PNG, JPEG, TIFF or BMP',
  table: 'tables',
  other: 'other files',
}

/** A figure for each kind of file that is there, DICOM always. */
export function kindFigures({ kinds }: ScanCounts): { readonly name: string; readonly count: number }[] {
  return (Object.keys(kindNames) as FileKind[])
    .filter((kind) => kind === 'dicom' || kinds[kind] > 0)
    .map((kind) => ({ name: kindNames[kind], count: kinds[kind] }))
}
