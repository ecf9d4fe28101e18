/** What a screen shows of a text: its words and its parts. */
import type { ModalityPreview } from '@shared/dataset'
import type { TextModality } from '@shared/study'
import type { CaseValue } from '../kind'
import { layOutText } from './text-layout'

export function previewText({ modality, tensors }: CaseValue<TextModality>): ModalityPreview {
  const { text } = tensors
  const layout = text === null ? null : layOutText(text, modality.parts)
  return {
    kind: 'text',
    modality: modality.name,
    text: text?.text ?? '',
    segments: layout?.kind === 'text' ? layout.segments.map(({ text }) => text) : [],
    tokenCount: text?.tokens.length ?? 0,
    cut: text?.cut ?? null,
  }
}
