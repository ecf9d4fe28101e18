/** 3 of 11: a token sequence cut or padded to the length of the model. */
import { AppError } from '@shared/errors'
import type { TensorPlace } from './grid'
import type { Token } from './modality-tensors'
import { checkSizeLimit } from './size-limit'
import type { LoadedTokenizer, TokenSequence } from './tokenizer'

export interface FittedTokens {
  /** [length] */
  readonly ids: BigInt64Array
  /** [length]: 1 for a token, 0 for padding. */
  readonly attention: BigInt64Array
  readonly tokens: readonly Token[]
  readonly words: readonly string[]
  readonly sentenceEnds: readonly number[]
  readonly truncated: boolean
}

/**
 * Cuts the content at its end, keeping the closing special token, and pads on the side the tokenizer pads.
 * `length` null: no padding. A word that is cut keeps its first tokens. Errors: text/length, text/no-pad-token.
 */
export function fitTokens(
  sequence: TokenSequence,
  tokenizer: LoadedTokenizer,
  length: number | null,
  place: TensorPlace,
): FittedTokens {
  const { opening, content, closing } = sequence
  const specialTokens = opening.length + closing.length
  const room = (length ?? tokenizer.maxLength ?? Infinity) - specialTokens
  if (room < 1) {
    throw new AppError('text/length', { ...place, length: room + specialTokens, specialTokens })
  }
  const kept = [...opening, ...content.slice(0, room), ...closing]
  const total = length ?? kept.length
  const { pad } = tokenizer.special
  if (total > kept.length && pad === null) {
    throw new AppError('text/no-pad-token', { ...place, length: total, tokens: kept.length })
  }
  checkSizeLimit([total], 'length', place)
  const first = tokenizer.padSide === 'left' ? total - kept.length : 0
  const ids = new BigInt64Array(total).fill(BigInt(pad ?? 0))
  const attention = new BigInt64Array(total)
  const tokens = kept.map((token, index) => ({ ...token, position: first + index }))
  for (const { position, id } of tokens) {
    ids[position] = BigInt(id)
    attention[position] = 1n
  }
  const wordCount = kept.reduce((count, { word }) => Math.max(count, (word ?? -1) + 1), 0)
  return {
    ids,
    attention,
    tokens,
    words: sequence.words.slice(0, wordCount),
    sentenceEnds: sequence.sentenceEnds.filter((word) => word < wordCount),
    truncated: content.length > room,
  }
}
