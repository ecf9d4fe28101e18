/** Records: columns of the table, each encoded as numbers. */
import type { TabularModality } from '@shared/study'
import { createNumericReplacement } from '../../maskers/replacements/numeric-replacement'
import { computeNeededStatistics } from '../../tensors/column-statistics'
import { tabularColumns } from '../../tensors/tabular-columns'
import { wholeRange } from '../../tensors/whole-numbers'
import { wrongPlace, type Kind } from '../kind'
import { checkRecordShape } from './check-record-shape'
import { checkWholeInput } from './check-whole-input'
import { claimRecords } from './record-draft'
import { createTabularMasker } from './masker'
import { previewRecord } from './preview'
import { createTabularTensorMaker } from './tensor-maker'

export const tabularKind: Kind<TabularModality> = {
  isLarge: false,
  partsDiffer: false,
  read: (ref, modality) => {
    if (ref.lies !== 'in-row') throw wrongPlace(modality, ref)
    return Promise.resolve({ kind: 'record', cells: ref.cells })
  },
  statistics: computeNeededStatistics,
  tokenizer: () => Promise.resolve(null),
  tensorMaker: createTabularTensorMaker,
  maskers: (modality, { cohort }) => [
    createTabularMasker(
      modality,
      createNumericReplacement(modality.replacement, { modality: modality.name, cohort }),
    ),
  ],
  cohort: (modality) => ({
    ...{ name: modality.name, input: modality.input },
    jointColumns: tabularColumns(modality).map(({ columns }) => columns),
  }),
  matchedSize: () => null,
  checkShape: checkRecordShape,
  checkWhole: (value, modality) =>
    wholeRange(value.dtype) === null ? null : checkWholeInput(value, modality),
  claim: claimRecords,
  preview: previewRecord,
  outline: () => null,
  stages: () => [],
  filePreview: () => null,
  filePicture: () => null,
  modelPicture: () => null,
}
