/** Does a record make whole numbers for an input that takes nothing else? */
import type { ErrorData } from '@shared/errors'
import type { ModelValue } from '@shared/model'
import type { TabularModality } from '@shared/study'
import { holdsNumber, wholeRange } from '../../tensors/whole-numbers'

/** Lists encodings and the replacement that would have to be rounded. Codes: model/whole-encoding, model/whole-replacement. */
export function checkWholeInput({ name: input, dtype }: ModelValue, modality: TabularModality): ErrorData[] {
  const where = { modality: modality.name, input, dtype }
  const [from, to] = wholeRange(dtype) ?? [-Infinity, Infinity]
  const { replacement } = modality
  const encodings = modality.attributes.flatMap(({ name, encoding: { kind } }): ErrorData[] =>
    kind === 'z-score' || kind === 'min-max'
      ? [{ code: 'model/whole-encoding', details: { ...where, attribute: name, encoding: kind } }]
      : [],
  )
  if (isWhole(replacement, dtype)) return encodings
  return [
    ...encodings,
    { code: 'model/whole-replacement', details: { ...where, replacement: replacement.kind, from, to } },
  ]
}

/** A value of the dataset is whole as the encodings are; a mean, a median or noise is not. */
function isWhole(replacement: TabularModality['replacement'], dtype: string): boolean {
  switch (replacement.kind) {
    case 'zero':
    case 'cohort-mode':
    case 'donor':
      return true
    case 'constant':
      return holdsNumber(dtype, replacement.value)
    default:
      return false
  }
}
