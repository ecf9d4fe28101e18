/** The files that a DICOMDIR lists, with the series they belong to. */
import { attributes } from './attributes'
import type { DicomDataSet } from './dicom-data-set'

export interface DirectoryEntry {
  /** Folders and file name, as the directory spells them. */
  readonly parts: readonly string[]
  /** Null when the records do not link the file to a series. */
  readonly seriesUid: string | null
}

interface DirectoryRecord {
  readonly record: DicomDataSet
  readonly type: string
}

/**
 * Reads the records of a directory. Records refer to each other by their offset in the file: a series to its first image, an image to
 * the next. Source: PS3.3 F.3 and PS3.10, 8.6. Limits: a circle of references is followed once.
 */
export function toDirectoryEntries(dataSet: DicomDataSet): readonly DirectoryEntry[] {
  const offsets = dataSet.itemOffsets(attributes.directoryRecords)
  const records = dataSet.items(attributes.directoryRecords).map((record) => ({
    record,
    type: record.text(attributes.recordType) ?? '',
  }))
  const byOffset = new Map(records.map((record, index) => [offsets[index] ?? -1, record]))
  const seriesOf = new Map<DirectoryRecord, string>()
  for (const { record, type } of records) {
    const uid = type === 'SERIES' ? record.text(attributes.seriesUid) : null
    if (uid === null) continue
    for (const image of chainFrom(record, byOffset, seriesOf)) seriesOf.set(image, uid)
  }
  return records.flatMap((one) => {
    const path = one.record.text(attributes.referencedFile)
    if (path === null) return []
    return [{ parts: path.split('\\').map((part) => part.trim()), seriesUid: seriesOf.get(one) ?? null }]
  })
}

/** The records below a series that no series has claimed yet. */
function* chainFrom(
  series: DicomDataSet,
  byOffset: ReadonlyMap<number, DirectoryRecord>,
  claimed: ReadonlyMap<DirectoryRecord, string>,
): Generator<DirectoryRecord> {
  let at = byOffset.get(series.uint32(attributes.recordLower) ?? 0)
  while (at !== undefined && !claimed.has(at)) {
    const next = byOffset.get(at.record.uint32(attributes.recordNext) ?? 0)
    yield at
    at = next
  }
}
