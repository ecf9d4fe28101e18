/** The elements of a DICOM file as rows, sequences flattened. */
import { hiddenValue, type HeaderRow } from '@shared/source-header'
import type { DicomDataSet } from '../headers/dicom-data-set'
import { attributes } from '../headers/attributes'
import type { ListedElement } from '../headers/list-elements'
import type { Dictionary, DictionaryEntry } from './dictionary'
import { tellsIdentity } from './tells-identity'

/** What is asked of a header. */
export interface HeaderWish {
  /** Send what tells who a patient is. */
  readonly identity: boolean
  /** Whose functional groups are listed, from 0; null lists none. */
  readonly frame: number | null
}

interface RowContext extends HeaderWish {
  readonly dictionary: Dictionary
  readonly characterSet: string | null
  readonly depth: number
  /** Inside of a sequence that tells it. */
  readonly isIdentity: boolean
}

/** Lists the rows of a file in the order of its tags. */
export function toHeaderRows(dataSet: DicomDataSet, dictionary: Dictionary, wish: HeaderWish): HeaderRow[] {
  const characterSet = dataSet.text(attributes.characterSet)
  return rowsOf(dataSet, { ...wish, dictionary, characterSet, depth: 0, isIdentity: false })
}

function rowsOf(dataSet: DicomDataSet, context: RowContext): HeaderRow[] {
  const elements = dataSet.elements()
  return elements.flatMap(({ element, items }) => {
    const entry = context.dictionary(element.tag)
    const vr = representationOf(element, entry, items !== null)
    const value = items === null ? element.text(vr, context.characterSet) : itemsText(items.length)
    const isIdentity = context.isIdentity || tellsIdentity(element.tag, entry, vr, value)
    const isHidden = isIdentity && !context.identity
    const row: HeaderRow = {
      tag: `(${element.tag.slice(0, 4)},${element.tag.slice(4)})`,
      keyword: entry?.keyword ?? '',
      name: entry?.name ?? unknownName(element, context, elements),
      vr,
      value: isHidden && value !== '' ? hiddenValue : value,
      ...{ depth: context.depth, isIdentity },
    }
    return items === null || isHidden ? [row] : [row, ...itemRows(element, items, { ...context, isIdentity })]
  })
}

/** What the file writes; the dictionary's where it writes none, or does not know it. */
function representationOf({ vr }: ListedElement, entry: DictionaryEntry | null, isSequence: boolean): string {
  if (isSequence) return 'SQ'
  return vr === null || vr === 'UN' ? (entry?.vr ?? 'UN') : vr
}

function itemsText(count: number): string {
  return count === 1 ? '1 item' : `${count} items`
}

const perFrame = '52009230'

function itemRows(element: ListedElement, items: readonly DicomDataSet[], context: RowContext): HeaderRow[] {
  const { depth, frame, isIdentity } = context
  const isPerFrame = element.tag === perFrame && depth === 0
  return items.flatMap((item, index): HeaderRow[] => {
    // Those of the other frames are not of this slice.
    if (isPerFrame && index !== frame) return []
    const row: HeaderRow = {
      ...{ tag: '(FFFE,E000)', keyword: 'Item', vr: '', value: '', depth: depth + 1, isIdentity },
      name: `Item ${index + 1} of ${items.length}`,
    }
    const rows = rowsOf(item, { ...context, depth: depth + 2 })
    return items.length === 1 ? rows.map((one) => ({ ...one, depth: one.depth - 1 })) : [row, ...rows]
  })
}

/** A private element belongs to the creator whose block it lies in (PS3.5, 7.8.1), which is said where identity is. */
function unknownName(
  { tag }: ListedElement,
  { identity, characterSet }: RowContext,
  elements: ReturnType<DicomDataSet['elements']>,
): string {
  if (Number.parseInt(tag.slice(0, 4), 16) % 2 === 0) return 'Unknown element'
  if (tag.startsWith('00', 4)) return 'Private creator'
  const creator = elements.find(({ element }) => element.tag === `${tag.slice(0, 4)}00${tag.slice(4, 6)}`)
  if (!identity || creator === undefined) return 'Private element'
  return `Private element of ${creator.element.text('LO', characterSet)}`
}
