/** Where the pixels of a data set lie. */
import type { DataSet } from 'dicom-parser'
import { attributes } from '../headers/attributes'

/** Where the pixels lie in the bytes that were parsed. */
export interface PixelElement {
  readonly offset: number
  /** As the element says; may be more than the bytes that are there. */
  readonly lengthBytes: number
  /** Compressed: a sequence of fragments of undefined length. */
  readonly isEncapsulated: boolean
  /** Integers, or floating point numbers of 32 or 64 bits (PS3.3 C.7.6.24). */
  readonly kind: 'integer' | 'float' | 'double'
  /** Words of 16 bits: in big endian, two cells of 8 bits are swapped (PS3.5, 8.1.2). */
  readonly isWords: boolean
}

/** Length of an element whose end is marked, not counted (PS3.5, 7.1.1). */
const UNDEFINED_LENGTH = 0xffffffff

const pixelTags = [
  { tag: attributes.floatPixelData.tag, kind: 'float' },
  { tag: attributes.doublePixelData.tag, kind: 'double' },
  { tag: attributes.pixelData.tag, kind: 'integer' },
] as const

/** Finds the pixels, of whichever kind; null when there are none. Source: PS3.5, A.4, PS3.3 C.7.6.24. */
export function pixelElementOf(dataSet: DataSet): PixelElement | null {
  for (const { tag, kind } of pixelTags) {
    const element = dataSet.elements[tag]
    if (element === undefined) continue
    const isEncapsulated = element.length === UNDEFINED_LENGTH || element.hadUndefinedLength === true
    return {
      offset: element.dataOffset,
      lengthBytes: isEncapsulated ? 0 : element.length,
      isEncapsulated,
      kind,
      isWords: element.vr === 'OW',
    }
  }
  return null
}
