/** The files of one series -> the line that stands for them. */
import { dirname, join, sep } from 'node:path'
import type { ScannedSeries } from '@shared/scan'
import { transferSyntaxName } from '../dicom/headers/transfer-syntax'
import type { FileRecord, ScanHeader } from './file-record'

export interface SeriesFile {
  readonly record: FileRecord
  readonly header: ScanHeader
  /** StudyInstanceUID and SeriesInstanceUID, which are there. */
  readonly study: string
  readonly series: string
}

/** Sums up the files of a series. What differs between its files is null, except texts, which are those of the first that has any. */
export function toSeries(root: string, files: readonly [SeriesFile, ...SeriesFile[]]): ScannedSeries {
  const once = withoutRepeats(files)
  const headers = files.map(({ header }) => header)
  return {
    series: files[0].series,
    number: headers.find(({ seriesNumber }) => seriesNumber !== null)?.seriesNumber ?? null,
    description:
      headers.find(({ seriesDescription }) => seriesDescription !== null)?.seriesDescription ?? null,
    dicomModality: onlyOne(headers.map(({ dicomModality }) => dicomModality)),
    sopClass: onlyOne(headers.map(({ sopClass }) => sopClass)),
    transferSyntaxes: [...new Set(headers.map(({ transferSyntax }) => syntaxName(transferSyntax)))],
    fileCount: files.length,
    sliceCount: once.reduce((sum, { header }) => sum + slicesOf(header), 0),
    duplicateCount: files.length - once.length,
    rows: onlyOne(headers.map(({ rows }) => rows)),
    columns: onlyOne(headers.map(({ columns }) => columns)),
    sizeBytes: files.reduce((sum, { record }) => sum + record.sizeBytes, 0),
    folderCount: new Set(files.map(({ record }) => dirname(record.path))).size,
    folder: join(root, commonFolder(files.map(({ record }) => record.path))),
  }
}

/** A file without pixels (a report, a structure set) has no slice. */
function slicesOf({ rows, frames }: ScanHeader): number {
  return rows === null ? 0 : Math.max(1, frames ?? 1)
}

/** A SOPInstanceUID stands for one object in the world (PS3.3, C.12.1), however many copies lie in the folder. */
function withoutRepeats(files: readonly SeriesFile[]): SeriesFile[] {
  const seen = new Set<string>()
  return files.filter(({ header: { instance } }) => {
    if (instance === null) return true
    const isNew = !seen.has(instance)
    seen.add(instance)
    return isNew
  })
}

function syntaxName(uid: string | null): string {
  return uid === null ? 'not stated' : transferSyntaxName(uid)
}

function onlyOne<Value>(values: readonly Value[]): Value | null {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/** The deepest folder that holds all these files; empty for the scanned folder itself. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => dirname(path).split(sep))
  const length = others.reduce((shared, steps) => {
    const differs = first.slice(0, shared).findIndex((step, index) => step !== steps[index])
    return differs === -1 ? shared : differs
  }, first.length)
  return first.slice(0, length).join(sep)
}
