/** Text -> token ids, attention mask and token types. */
import { AppError, isAppError } from '@shared/errors'
import type { TextModality } from '@shared/study'
import type { IdTensor, Tensor } from '@shared/tensor'
import { fitTokens, type FittedTokens } from '../../tensors/fit-tokens'
import type { TensorPlace } from '../../tensors/grid'
import type { TensorMaker } from '../../tensors/tensor-maker'
import type { LoadedTokenizer, TokenSequence } from '../../tensors/tokenizer'
import { fits, wantedDims, wantedWords, type InputDims } from '../../tensors/wanted-dims'

/**
 * Creates the tensor maker of a text: int64 [length] for the ids, the attention mask (1 token, 0 padding) and the token types.
 * The length is the study's, else what the model fixes, else that of the text (cut and padded where the tokenizer's file says so).
 * Errors when made: tensor/no-input, text/no-tokenizer, text/pad-twice, text/no-such-token, text/needs-pad-token.
 * Errors per case: text/empty, text/length, text/no-pad-token, text/not-encoded, tensor/shape.
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
  const pad = findPad(modality, tokenizer, length)
  return async (value, caseId) => {
    const place = { caseId, modality: modality.name }
    if (value.kind !== 'text') {
      throw new AppError('tensor/source-kind', { ...place, wanted: 'text', got: value.kind })
    }
    const sequence = await tokenise(tokenizer, value.text, place)
    if (sequence.words.length === 0) throw new AppError('text/empty', place)
    const fitted = fitTokens(sequence, tokenizer, length, pad, place)
    const tensors = toTensors(modality, fitted)
    for (const [input, tensor] of tensors) checkShape(input, tensor, inputDims, place)
    const { tokens, words, sentenceEnds, cut } = fitted
    const special = { ...tokenizer.special, pad }
    const text = { text: value.text, tokens, words, sentenceEnds, cut, special }
    const made = { modality: modality.name, tensors, text }
    return cut === null ? made : { ...made, notices: [{ code: 'text/cut', details: { ...place, ...cut } }] }
  }
}

/** The id that fills up short texts: the study's, else the tokenizer's; a model of fixed length needs one. */
function findPad(
  { name, padId, padToken }: TextModality,
  tokenizer: LoadedTokenizer,
  length: number | null,
): number | null {
  if (padId !== undefined) return padId
  if (padToken !== undefined) {
    const id = tokenizer.idOf(padToken)
    if (id !== null) return id
    throw new AppError('text/no-such-token', { modality: name, file: tokenizer.fileName, token: padToken })
  }
  const { pad } = tokenizer.special
  if (pad !== null || length === null) return pad
  throw new AppError('text/needs-pad-token', { modality: name, file: tokenizer.fileName, length })
}

async function tokenise(
  tokenizer: LoadedTokenizer,
  text: string,
  place: TensorPlace,
): Promise<TokenSequence> {
  try {
    return await tokenizer.tokenise(text)
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('text/not-encoded', { ...place, file: tokenizer.fileName }, { cause })
  }
}

function toTensors(modality: TextModality, { ids, attention, types }: FittedTokens): Map<string, Tensor> {
  const asTensor = (values: BigInt64Array): IdTensor => ({ dtype: 'int64', dims: [values.length], values })
  const tensors = new Map<string, Tensor>([[modality.input, asTensor(ids)]])
  if (modality.attentionMask !== undefined) tensors.set(modality.attentionMask, asTensor(attention))
  if (modality.tokenTypeIds !== undefined) tensors.set(modality.tokenTypeIds, asTensor(types))
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
