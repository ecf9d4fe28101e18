/** Texts: words of a cell or of a file, as token ids. */
import { resolve } from 'node:path'
import type { TextModality } from '@shared/study'
import { readText } from '../../readers/read-text'
import { loadTokenizer } from '../../tensors/load-tokenizer'
import { checkRank, wrongPlace, type Kind } from '../kind'
import { claimTexts } from './text-draft'
import { createTextMasker } from './masker'
import { previewText } from './preview'
import { createTextTensorMaker } from './tensor-maker'

export const textKind: Kind<TextModality> = {
  isLarge: false,
  partsDiffer: true,
  read: async (ref, modality) => {
    if (ref.lies === 'in-cell') return { kind: 'text', text: ref.text }
    if (ref.lies === 'in-file') return readText(ref.path)
    throw wrongPlace(modality, ref)
  },
  statistics: () => null,
  tokenizer: ({ tokenizer, padToken }, folder) =>
    loadTokenizer(resolve(folder, tokenizer), { tokens: padToken === undefined ? [] : [padToken] }),
  tensorMaker: (modality, { inputDims, tokenizer }) => createTextTensorMaker(modality, inputDims, tokenizer),
  maskers: (modality) => [createTextMasker(modality)],
  cohort: () => null,
  matchedSize: () => null,
  checkShape: (value, { name }) => checkRank(value, name, 2),
  checkWhole: () => null,
  claim: claimTexts,
  preview: previewText,
  outline: () => null,
  stages: () => [],
  filePreview: () => null,
  filePicture: () => null,
  modelPicture: () => null,
}
