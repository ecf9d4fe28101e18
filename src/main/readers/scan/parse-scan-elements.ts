/** The first bytes of a DICOM file -> its elements, as far as they go. */
import { inflateRawSync, constants } from 'node:zlib'
import dicomParser, { type DataSet } from 'dicom-parser'
import { DEFLATED, EXPLICIT_LITTLE } from '../dicom/headers/transfer-syntax'
import { shownSyntax } from '../dicom/headers/encoded-body'
import { readMetaHeader, type MetaHeader } from '../dicom/headers/meta-header'
import { contentOf } from './element-content'
import { scanTags } from './scan-attributes'

export interface ScanElements {
  /** The file meta header; null when there is none. */
  readonly meta: MetaHeader | null
  readonly dataSet: DataSet
  readonly transferSyntax: string | null
  /** False when the bytes ended before the last wanted element could have come. */
  readonly reachesEnd: boolean
}

/** What a deflated header may inflate to; the pixels behind it are of no interest. */
const INFLATED_BYTES = 32 * 2 ** 20

/**
 * Parses up to Columns (0028,0011), or to where the bytes end. `rawSyntax` is the transfer syntax of bytes that have no meta header;
 * null otherwise. Null when the bytes are no DICOM. Source: DICOM PS3.10 (file), PS3.5 (encoding).
 */
export function parseScanElements(bytes: Uint8Array, rawSyntax: string | null): ScanElements | null {
  if (rawSyntax !== null) return parse(bytes, null, rawSyntax, rawSyntax)
  const meta = readMetaHeader(bytes)
  const uid = meta?.transferSyntax ?? null
  if (meta === null) return parse(bytes, null, null, null)
  const body = bytes.subarray(meta.end)
  const shown = shownSyntax(uid, body)
  if (shown !== null) return parse(body, meta, uid, shown)
  if (uid !== DEFLATED) return parse(bytes, meta, uid, null)
  const inflated = inflateHead(body)
  return inflated === null ? null : parse(inflated, meta, uid, EXPLICIT_LITTLE)
}

function parse(
  bytes: Uint8Array,
  meta: MetaHeader | null,
  transferSyntax: string | null,
  rawSyntax: string | null,
): ScanElements | null {
  const dataSet = parseUntilColumns(bytes, rawSyntax)
  return dataSet === null ? null : { meta, dataSet, transferSyntax, reachesEnd: reachesColumns(dataSet) }
}

/** dicom-parser throws its fault together with the elements that it had parsed before. */
function parseUntilColumns(bytes: Uint8Array, rawSyntax: string | null): DataSet | null {
  const raw = rawSyntax === null ? {} : { TransferSyntaxUID: rawSyntax }
  try {
    return dicomParser.parseDicom(bytes, { untilTag: scanTags.columns, ...raw })
  } catch (thrown) {
    if (typeof thrown !== 'object' || thrown === null || !('dataSet' in thrown)) return null
    return isDataSet(thrown.dataSet) ? thrown.dataSet : null
  }
}

function isDataSet(value: unknown): value is DataSet {
  return typeof value === 'object' && value !== null && 'elements' in value && 'uint16' in value
}

/** An implicit data set that is cut short ends without a fault, so the elements themselves must tell. */
function reachesColumns(dataSet: DataSet): boolean {
  if (dataSet.elements[scanTags.columns] !== undefined) return contentOf(dataSet, scanTags.columns).length > 0
  return Object.keys(dataSet.elements).some((tag) => tag > scanTags.columns)
}

/** Takes what the first bytes of a deflated data set give: they end in the middle of the stream. Null when damaged. */
function inflateHead(deflated: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(deflated, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: INFLATED_BYTES,
    })
  } catch {
    return null
  }
}
