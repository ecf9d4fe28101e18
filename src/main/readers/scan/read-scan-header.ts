/** The first bytes of a DICOM file -> the attributes that name patient, study and series. */
import { decodeDicomText } from '../dicom/headers/character-set'
import { contentOf, textOf, toText } from './element-content'
import type { ScanHeader } from './file-record'
import { parseScanElements, type ScanElements } from './parse-scan-elements'
import { rawDicomOf } from '../dicom/headers/raw-dicom'
import { scanTags } from './scan-attributes'

export interface ReadHeader {
  readonly header: ScanHeader
  /** False when more bytes could tell more. */
  readonly reachesEnd: boolean
}

/** A US value (PS3.5, 6.2). */
const SHORT_BYTES = 2

/**
 * Reads what a scan wants from the first bytes of a file, with or without preamble; null when they are no DICOM that can be parsed.
 * Pixels are never looked at. Source: DICOM PS3.10.
 */
export function readScanHeader(bytes: Uint8Array): ReadHeader | null {
  const raw = rawDicomOf(bytes)
  const elements = parseScanElements(raw?.bytes ?? bytes, raw?.syntax ?? null)
  return elements === null ? null : { header: toHeader(elements), reachesEnd: elements.reachesEnd }
}

function toHeader({ meta, dataSet, transferSyntax }: ScanElements): ScanHeader {
  const plain = (tag: string): string | null => textOf(dataSet, tag)
  const characterSet = plain(scanTags.characterSet)
  const written = (tag: string): string | null =>
    toText(decodeDicomText(contentOf(dataSet, tag), characterSet))
  const short = (tag: string): number | null =>
    contentOf(dataSet, tag).length < SHORT_BYTES ? null : (dataSet.uint16(tag) ?? null)
  const frames = toInteger(plain(scanTags.frames))
  return {
    patientId: written(scanTags.patientId),
    patientName: written(scanTags.patientName),
    study: plain(scanTags.study),
    studyDate: plain(scanTags.studyDate),
    studyDescription: written(scanTags.studyDescription),
    series: plain(scanTags.series),
    seriesDescription: written(scanTags.seriesDescription),
    seriesNumber: toInteger(plain(scanTags.seriesNumber)),
    dicomModality: plain(scanTags.dicomModality),
    sopClass: plain(scanTags.sopClass) ?? meta?.sopClass ?? null,
    instance: plain(scanTags.instance),
    rows: short(scanTags.rows),
    columns: short(scanTags.columns),
    frames: frames === null || frames < 0 ? null : frames,
    transferSyntax,
  }
}

function toInteger(text: string | null): number | null {
  const number = text === null ? Number.NaN : Number(text)
  return Number.isSafeInteger(number) ? number : null
}
