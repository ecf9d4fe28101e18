/** Which elements of a DICOM file may tell who a patient is, or where and by whom they were seen. */
import type { DictionaryEntry } from './dictionary'

/** Groups that speak of the image and how it was made; all others speak of people, orders and places, or may. */
const technicalGroups = new Set(
  '0002 0008 0018 0020 0022 0028 003A 0048 0052 0054 0062 3004 5200 5400 7FE0'.split(' '),
)

/** Dates, times and ages, people, addresses and free text, whatever element has them. */
const tellingRepresentations = new Set('AE AS DA DT LT PN ST TM UC UR UT'.split(' '))

const tellingWords =
  /Accession|Address|Admitting|Agent|Author|Comment|Description|Identif|Institution|IDs?$|Issuer|Label|Name|Notes|Operator|Patient|Person|Physician|Private|Procedure|Protocol|Reason|Serial|Station|Telephone|Timezone|UDI|^(Referenced|Related|Source)\w*Sequence$/

/** Elements with such words that speak of machines and images only. */
const technicalKeywords = new Set([
  ...['ImplementationVersionName', 'ManufacturerModelName', 'PatientOrientation', 'PatientPosition'],
  ...['ImagePositionPatient', 'ImageOrientationPatient', 'SegmentLabel', 'SequenceName', 'PulseSequenceName'],
  ...['PatientOrientationCodeSequence', 'PatientOrientationModifierCodeSequence', 'ViewName'],
  ...['PatientGantryRelationshipCodeSequence', 'SegmentIdentificationSequence'],
])

/** Of group 0040, which else speaks of orders: what a value means in the world. */
const measuring = /^(RealWorldValue|MeasurementUnits|EntranceDose|OrganDose|HalfValueLayer|ExposureDose)/

/** UIDs of the standard itself name a kind of thing, never one. */
const standardUid = '1.2.840.10008.'

/**
 * True for all that the Basic Application Level Confidentiality Profile removes or replaces, and for more: private elements, unknown ones, all
 * dates, all free text. `value` is needed for UIDs only. Source: PS3.15, annex E, table E.1-1; tests hold it against that table.
 */
export function tellsIdentity(
  tag: string,
  entry: DictionaryEntry | null,
  vr: string,
  value: string,
): boolean {
  const isPrivate = Number.parseInt(tag.slice(0, 4), 16) % 2 === 1
  if (isPrivate || entry === null) return true
  if (vr === 'UI') return value.split('\\').some((uid) => !uid.startsWith(standardUid))
  if (tellingRepresentations.has(vr)) return true
  const { keyword } = entry
  const group = tag.slice(0, 4)
  if (group === '0040') return !measuring.test(keyword)
  if (!technicalGroups.has(group)) return true
  return tellingWords.test(keyword) && !technicalKeywords.has(keyword)
}
