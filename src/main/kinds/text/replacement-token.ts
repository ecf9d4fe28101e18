/** Replacements of text: mask-token, pad-token, unk-token, token-id, token-mean. */
import { AppError } from '@shared/errors'
import type { TextModality, TextReplacement } from '@shared/study'
import type { ModalityTensors } from '../../tensors/modality-tensors'
import { wrongTensor } from '../../maskers/part-view'

/** Finds the token id that stands in for every token of a part. Errors: masker/no-token. */
export function replacementToken(
  replacement: Exclude<TextReplacement, { kind: 'donor' }>,
  original: ModalityTensors,
  { name, input }: TextModality,
  caseId: string,
): bigint {
  const special = original.text?.special
  const known = (id: number | null | undefined, token: string): bigint => {
    if (id === null || id === undefined)
      throw new AppError('masker/no-token', { caseId, modality: name, token })
    return BigInt(id)
  }
  switch (replacement.kind) {
    case 'mask-token':
      return known(special?.mask, 'mask token')
    case 'pad-token':
      return known(special?.pad, 'padding token')
    case 'unk-token':
      return known(special?.unk, 'unknown token')
    case 'token-id':
      return BigInt(replacement.id)
    case 'token-mean':
      return meanToken(original, input)
  }
}

/** Rounds the mean of the case's non-zero ids, special tokens included, as the released code. For comparison only: ids have no order. */
function meanToken(original: ModalityTensors, input: string): bigint {
  const tensor = original.tensors.get(input)
  if (tensor?.dtype !== 'int64') throw wrongTensor(original.modality, input)
  const ids = [...tensor.values].filter((id) => id !== 0n).map(Number)
  const sum = ids.reduce((total, id) => total + id, 0)
  return BigInt(ids.length === 0 ? 0 : Math.round(sum / ids.length))
}
