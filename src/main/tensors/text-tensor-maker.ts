/** 3 of 11: text -> token ids, attention mask and token types. */
import { AppError } from '@shared/errors'
import type { TextModality } from '@shared/study'
import type { IdTensor, Tensor } from '@shared/tensor'
import { fitTokens, type FittedTokens } from './fit-tokens'
import type { TensorPlace } from './grid'
import type { TensorMaker } from './tensor-maker'
import type { LoadedTokenizer } from './tokenizer'
import { fits, wantedDims, wantedWords, type InputDims } from './wanted-dims'

/**
 * Creates the tensor maker of a text: int64 [length] for the ids, the attention mask (1 token, 0 padding) and the token types (0).
 * The length is the study's, else what the model fixes, else that of the text (cut where the tokenizer's file says so).
 * Errors when made: tensor/no-input, text/no-tokenizer. Errors per case: text/empty, text/length, text/no-pad-token, tensor/shape.
 */
export function createTextTensorMaker(
  modality: TextModality,
  inputDims: InputDims,
  tokenizer: LoadedTokenizer | null,
): TensorMaker {
  if (tokenizer === null) throw new AppError('text/no-tokenizer', { modality: modality.name })
  const inputs = [modality.input, modality.attentionMask, modality.tokenTypeIds].filter(
    (input) => input !== undefined,
  )
  for (const input of inputs) wantedDims(inputDims, input, modality.name)
  const fixed = wantedDims(inputDims, modality.input, modality.name).at(-1) ?? null
  const length = modality.length ?? fixed
  return (value, caseId) => {
    const place = { caseId, modality: modality.name }
    if (value.kind !== 'text') {
      throw new AppError('tensor/source-kind', { ...place, wanted: 'text', got: value.kind })
    }
    const sequence = tokenizer.tokenise(value.text)
    if (sequence.words.length === 0) throw new AppError('text/empty', place)
    const fitted = fitTokens(sequence, tokenizer, length, place)
    const tensors = toTensors(modality, fitted)
    for (const [input, tensor] of tensors) checkShape(input, tensor, inputDims, place)
    const { tokens, words, sentenceEnds, truncated } = fitted
    const text = { text: value.text, tokens, words, sentenceEnds, truncated, special: tokenizer.special }
    return { modality: modality.name, tensors, text }
  }
}

function toTensors(modality: TextModality, { ids, attention }: FittedTokens): Map<string, Tensor> {
  const asTensor = (values: BigInt64Array): IdTensor => ({ dtype: 'int64', dims: [values.length], values })
  const tensors = new Map<string, Tensor>([[modality.input, asTensor(ids)]])
  if (modality.attentionMask !== undefined) tensors.set(modality.attentionMask, asTensor(attention))
  if (modality.tokenTypeIds !== undefined) {
    tensors.set(modality.tokenTypeIds, asTensor(new BigInt64Array(ids.length)))
  }
  return tensors
}

function checkShape(input: string, tensor: Tensor, inputDims: InputDims, place: TensorPlace): void {
  const wanted = wantedDims(inputDims, input, place.modality)
  if (fits(tensor.dims, wanted)) return
  throw new AppError('tensor/shape', {
    ...place,
    input,
    got: tensor.dims,
    wanted: wantedWords(wanted),
    problem: 'length',
  })
}
