/** The value of a DICOM element, only if it is there as a whole. */
import type { DataSet } from 'dicom-parser'

/** Returns the bytes of an element; none when it is absent or the bytes end before it does, so that no UID is ever cut short. */
export function contentOf({ elements, byteArray }: DataSet, tag: string): Uint8Array {
  const element = elements[tag]
  if (element === undefined || element.dataOffset + element.length > byteArray.length)
    return new Uint8Array(0)
  return byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** Returns the trimmed text of an element of the basic character set; null when absent, empty or cut short. */
export function textOf(dataSet: DataSet, tag: string): string | null {
  return toText(Buffer.from(contentOf(dataSet, tag)).toString('latin1'))
}

/** Takes the padding off a text (PS3.5, 6.2); null when nothing is left. */
export function toText(padded: string): string | null {
  const text = padded.replaceAll('\0', '').trim()
  return text === '' ? null : text
}
