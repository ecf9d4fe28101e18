/** 2 of 11: the look-up table that stands for slope and intercept (PS3.3 C.11.1). */
import { attributes } from './attributes'
import type { DicomDataSet } from './dicom-data-set'

export interface ModalityLut {
  /** Stored value of the first entry; smaller ones count as it, larger ones as the last. */
  readonly first: number
  readonly values: readonly number[]
}

/** Reads the modality look-up table; null when there is none. A table without entries is none. */
export function toModalityLut(dataSet: DicomDataSet): ModalityLut | null {
  const [item] = dataSet.items(attributes.modalityLut)
  const descriptor = item?.uint16s(attributes.lutDescriptor)
  const values = item?.uint16s(attributes.lutValues)
  const [count = 0, first = 0] = descriptor ?? []
  if (values == null || values.length === 0) return null
  const isSigned = dataSet.uint16(attributes.pixelRepresentation) === 1
  // 0 stands for 65536 entries (PS3.3 C.11.1.1.1).
  const entries = values.slice(0, count === 0 ? 65_536 : count)
  return { first: isSigned && first >= 0x8000 ? first - 0x1_0000 : first, values: entries }
}
