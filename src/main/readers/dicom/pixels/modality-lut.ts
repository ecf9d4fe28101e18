/** The look-up table that stands for slope and intercept (PS3.3 C.11.1). */
import { AppError } from '@shared/errors'
import { attributes } from '../headers/attributes'
import type { DicomDataSet } from '../headers/dicom-data-set'
import { entryCount, toEntries, toFirst } from './lut-entries'

export interface ModalityLut {
  /** Stored value of the first entry; smaller ones count as it, larger ones as the last. */
  readonly first: number
  readonly values: readonly number[]
}

/**
 * Reads the modality look-up table; null when there is none. A table without entries is none. Errors: dicom/bad-value when it has
 * fewer entries than it says. Source: PS3.3 C.11.1.1.
 */
export function toModalityLut(dataSet: DicomDataSet): ModalityLut | null {
  const [item] = dataSet.items(attributes.modalityLut)
  const words = item?.uint16s(attributes.lutValues) ?? []
  if (words.length === 0) return null
  const [stated = words.length, first = 0, bits = 16] = item?.uint16s(attributes.lutDescriptor) ?? []
  const count = entryCount(stated)
  const values = toEntries(words, count, bits)
  if (values.length < count) {
    throw new AppError('dicom/bad-value', {
      file: dataSet.file,
      attribute: attributes.lutValues.name,
      found: `${values.length} entries`,
      expected: `${count} entries`,
    })
  }
  return { first: toFirst(first, dataSet.uint16(attributes.pixelRepresentation) === 1), values }
}
