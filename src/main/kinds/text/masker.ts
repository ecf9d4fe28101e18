/** Parts and occluded copies of texts. */
import { AppError } from '@shared/errors'
import type { TextModality } from '@shared/study'
import type { ModalityTensors, TokenisedText } from '../../tensors/modality-tensors'
import type { MaskContext, Masker, PartIndex, Slot } from '../../maskers/masker'
import { unknownPart, wrongTensor } from '../../maskers/part-view'
import { donorOf } from '../../maskers/replacements/donor'
import { replacementWords } from '../../maskers/replacement-words'
import { replacementToken } from './replacement-token'
import { sameDims } from '../../maskers/same-dims'
import { layOutText } from './text-layout'

/**
 * Creates the masker of a text (method.md section 2). `pad-token` also clears the attention mask where the model has one; `donor` takes all
 * tensors of another text, special tokens included. Errors when made: masker/donor-text.
 * Errors per case: masker/no-token, masker/no-donor, masker/donor-shape.
 */
export function createTextMasker(modality: TextModality): Masker {
  const { replacement, parts } = modality
  if (replacement.kind === 'donor' && parts !== 'whole') {
    throw new AppError('masker/donor-text', { modality: modality.name, parts })
  }
  return {
    name: modality.name,
    source: modality.name,
    draws: replacement.kind === 'donor' ? replacement.draws : 1,
    words: { parts: partWords[parts], replacement: replacementWords(replacement, null) },
    layout: (original) => layOutText(textOf(original), parts),
    mask: (original, part, slot, context) => {
      if (replacement.kind === 'donor') {
        writeDonor(original, slot, context)
        return
      }
      const id = replacementToken(replacement, original, modality, context.caseId)
      const positions = positionsOf(original, parts, part)
      writeIds(idSlot(slot, modality, modality.input), positions, id)
      if (replacement.kind === 'pad-token' && modality.attentionMask !== undefined) {
        writeIds(idSlot(slot, modality, modality.attentionMask), positions, 0n)
      }
    },
  }
}

const partWords = {
  word: 'one word at a time',
  token: 'one token at a time',
  sentence: 'one sentence at a time',
  whole: 'the whole at once',
} as const

function textOf(original: ModalityTensors): TokenisedText {
  if (original.text === null) throw wrongTensor(original.modality, 'text')
  return original.text
}

function positionsOf(
  original: ModalityTensors,
  parts: TextModality['parts'],
  part: PartIndex,
): readonly number[] {
  const text = textOf(original)
  const layout = layOutText(text, parts)
  if (part === 'whole' || (layout.kind === 'whole' && part === 0)) {
    return text.tokens.filter((token) => token.word !== null).map((token) => token.position)
  }
  const segment = layout.kind === 'text' ? layout.segments[part] : undefined
  if (segment === undefined) throw unknownPart(original.modality, part)
  return segment.tokens
}

function idSlot(slot: Slot, modality: TextModality, input: string): BigInt64Array {
  const values = slot.get(input)
  if (!(values instanceof BigInt64Array)) throw wrongTensor(modality.name, input)
  return values
}

function writeIds(target: BigInt64Array, positions: readonly number[], id: bigint): void {
  for (const position of positions) target[position] = id
}

function writeDonor(original: ModalityTensors, slot: Slot, context: MaskContext): void {
  const { modality } = original
  const donor = donorOf(context, modality)
  for (const [input, tensor] of original.tensors) {
    const given = donor.tensors.get(input)
    const target = slot.get(input)
    if (given?.dtype !== 'int64' || !(target instanceof BigInt64Array)) throw wrongTensor(modality, input)
    if (!sameDims(given.dims, tensor.dims)) {
      const { caseId } = context
      throw new AppError('masker/donor-shape', { caseId, modality, got: given.dims, wanted: tensor.dims })
    }
    target.set(given.values)
  }
}
