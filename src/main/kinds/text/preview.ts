/** What a screen shows of a text: its words and its parts. */
import type { ModalityPreview } from '@shared/dataset'
import type { TextModality } from '@shared/study'
import { wrongTensor } from '../../maskers/part-view'
import type { CaseValue } from '../kind'
import { layOutText } from './text-layout'

export function previewText({ modality, tensors }: CaseValue<TextModality>): ModalityPreview {
  const { text } = tensors
  if (text === null) throw wrongTensor(modality.name, 'text')
  const layout = layOutText(text, modality.parts)
  return {
    kind: 'text',
    modality: modality.name,
    text: text.text,
    segments: layout.kind === 'text' ? layout.segments.map(({ text }) => text) : [],
    tokenCount: text.tokens.length,
    cut: text.cut,
  }
}
