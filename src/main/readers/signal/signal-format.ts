/** What a recording is, by its first bytes; WFDB and tables are text without a signature. */
import { foreignFormatOf } from '../foreign-format'
import { contentName } from '../packing'
import { formatOf } from '../source-format'

export type SignalFormat = 'npy' | 'dicom' | 'edf' | 'bdf'

/** Version 0 of EDF, and its relative of 24 bits. */
const EDF = '0       '
const BDF = '\xffBIOSEMI'

/** Recognises a format with a signature; null for any other file. */
export function signalFormatOf(head: Uint8Array): SignalFormat | null {
  const start = Buffer.from(head.subarray(0, EDF.length)).toString('latin1')
  if (start === EDF) return 'edf'
  if (start === BDF) return 'bdf'
  const format = formatOf(head)
  return format === 'npy' || format === 'dicom' ? format : null
}

/** Names a picture, a volume or another file that is no recording; null for what may be a table. */
export function otherFormatOf(head: Uint8Array): string | null {
  const isKnown = formatOf(head) !== null || foreignFormatOf(head) !== null
  return isKnown ? contentName(head) : null
}
