/** All elements of a data set, whatever they are, with their values as text. */
import type { DataSet, Element } from 'dicom-parser'
import { decodeDicomText } from './character-set'

export interface ListedElement {
  /** Eight digits in capitals. */
  readonly tag: string
  /** Null where the file does not write it. */
  readonly vr: string | null
  /** Null for what is no sequence. */
  readonly items: readonly DataSet[] | null
  /** `vr` says how to read the value; long ones are cut, what is no text or number has its size. */
  readonly text: (vr: string, characterSet: string | null) => string
}

/** Lists them in the order of their tags. */
export function listElements(dataSet: DataSet): readonly ListedElement[] {
  return Object.values(dataSet.elements)
    .toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
    .map((element) => ({
      tag: element.tag.slice(1).toUpperCase(),
      vr: element.vr ?? null,
      items: element.items?.flatMap(({ dataSet: item }) => item ?? []) ?? null,
      text: (vr, characterSet) => textOf(dataSet, element, vr, characterSet),
    }))
}

const longestText = 200
const mostNumbers = 16

type Numbers = (dataSet: DataSet, tag: string, index: number) => number | undefined

const numbers: Readonly<Record<string, readonly [size: number, read: Numbers]>> = {
  US: [2, (dataSet, tag, index) => dataSet.uint16(tag, index)],
  SS: [2, (dataSet, tag, index) => dataSet.int16(tag, index)],
  UL: [4, (dataSet, tag, index) => dataSet.uint32(tag, index)],
  SL: [4, (dataSet, tag, index) => dataSet.int32(tag, index)],
  FL: [4, (dataSet, tag, index) => dataSet.float(tag, index)],
  FD: [8, (dataSet, tag, index) => dataSet.double(tag, index)],
}

const texts = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT'.split(' '))

function textOf(dataSet: DataSet, element: Element, vr: string, characterSet: string | null): string {
  const { length, tag, dataOffset } = element
  const number = numbers[vr]
  if (number !== undefined) return numbersText(dataSet, tag, Math.floor(length / number[0]), number[1])
  if (vr === 'AT' && length === 4) return tagText(dataSet, tag)
  const { byteArray } = dataSet
  if (!texts.has(vr) || !(byteArray instanceof Uint8Array)) return bytesText(length)
  const whole = decodeDicomText(byteArray.subarray(dataOffset, dataOffset + length), characterSet)
  const text = whole.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return text.length <= longestText
    ? text
    : `${text.slice(0, longestText)} … (${counted(text.length)} characters)`
}

function numbersText(dataSet: DataSet, tag: string, count: number, read: Numbers): string {
  const shown = Array.from({ length: Math.min(count, mostNumbers) }, (_, index) => read(dataSet, tag, index))
  const text = shown
    .map((value) => (value === undefined ? '' : String(Number(value.toPrecision(10)))))
    .join('\\')
  return count <= mostNumbers ? text : `${text} … (${counted(count)} values)`
}

function tagText(dataSet: DataSet, tag: string): string {
  // A half that is not there is not taken for group or element 0000.
  const half = (index: number): string =>
    dataSet.uint16(tag, index)?.toString(16).padStart(4, '0').toUpperCase() ?? '????'
  return `(${half(0)},${half(1)})`
}

function bytesText(length: number): string {
  return length === 0 ? '' : `${counted(length)} bytes`
}

function counted(count: number): string {
  return count.toLocaleString('en-GB')
}
