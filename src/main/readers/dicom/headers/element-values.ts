/** The values of elements that dicom-parser found. */
import type { DataSet, Element } from 'dicom-parser'
import { AppError } from '@shared/errors'
import type { Attribute } from './attributes'

/** Returns the bytes of a value; null when it is absent. */
export function rawOf({ elements, byteArray }: DataSet, tag: string): Uint8Array | null {
  const element: Element | undefined = elements[tag]
  if (element === undefined || !(byteArray instanceof Uint8Array)) return null
  return byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** Reads all numbers of 16 bits of a value; null when it is absent. Errors: RangeError or a string beyond the end. */
export function uint16sOf(dataSet: DataSet, tag: string): readonly number[] | null {
  const element = dataSet.elements[tag]
  if (element === undefined) return null
  const count = Math.floor(element.length / 2)
  return Array.from({ length: count }, (_, index) => dataSet.uint16(tag, index) ?? 0)
}

/** Reads the trimmed text of a value; null when it is absent or empty. */
export function textOf(dataSet: DataSet, tag: string): string | null {
  const text = dataSet.string(tag)?.trim()
  return text === undefined || text === '' ? null : text
}

/** Reads numbers written as text (DS, IS); null when they are absent or empty. Errors: dicom/bad-value. */
export function numbersOf(dataSet: DataSet, attribute: Attribute, file: string): readonly number[] | null {
  const text = textOf(dataSet, attribute.tag)
  if (text === null) return null
  const numbers = text.split('\\').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  if (numbers.every(Number.isFinite)) return numbers
  throw new AppError('dicom/bad-value', {
    file,
    attribute: attribute.name,
    found: 'something that is not a number',
    expected: 'decimal numbers',
  })
}
