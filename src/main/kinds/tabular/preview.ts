/** What a screen shows of a record: its cells and what they became. */
import { at } from '@shared/at'
import type { ModalityPreview } from '@shared/dataset'
import type { TabularModality } from '@shared/study'
import { readCell } from '../../tensors/read-cell'
import { attributeColumns } from '../../tensors/tabular-columns'
import { floatTensor, type CaseValue } from '../kind'

export function previewRecord(source: CaseValue<TabularModality>): ModalityPreview {
  const { modality, value } = source
  const { values } = floatTensor(source)
  const cells = value.kind === 'record' ? value.cells : {}
  const columns = attributeColumns(modality)
  return {
    kind: 'tabular',
    modality: modality.name,
    attributes: modality.attributes.map((attribute, index) => {
      const cell = cells[attribute.column ?? attribute.name] ?? ''
      return {
        name: attribute.name,
        source: cell,
        unit: attribute.unit ?? null,
        missing: readCell(attribute, cell).kind === 'missing',
        values: at(columns, index).columns.map((column) => at(values, column)),
      }
    }),
  }
}
