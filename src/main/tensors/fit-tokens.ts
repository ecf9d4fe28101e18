/** A token sequence cut or padded to the length of the model. */
import { AppError } from '@shared/errors'
import type { TensorPlace } from './grid'
import type { TextCut, Token } from './modality-tensors'
import { checkSizeLimit } from './size-limit'
import type { LoadedTokenizer, PlainToken, TokenSequence } from './tokenizer'
import type { WordSpan } from './word-spans'

export interface FittedTokens {
  /** [length] */
  readonly ids: BigInt64Array
  /** [length]: 1 for a token, 0 for padding. */
  readonly attention: BigInt64Array
  /** [length] */
  readonly types: BigInt64Array
  readonly tokens: readonly Token[]
  readonly words: readonly WordSpan[]
  readonly sentenceEnds: readonly number[]
  readonly cut: TextCut | null
}

/**
 * Cuts the content on the side that the tokenizer's file says, keeping what stands around it, and pads on the side it pads.
 * `length` null: as long as the text, or as the file says. A word that is cut keeps the tokens that are left of it.
 * Errors: text/length, text/no-pad-token.
 */
export function fitTokens(
  sequence: TokenSequence,
  tokenizer: LoadedTokenizer,
  length: number | null,
  pad: number | null,
  place: TensorPlace,
): FittedTokens {
  const { opening, content, closing } = sequence
  const around = opening.length + closing.length
  const room = (length ?? tokenizer.maxLength ?? Infinity) - around
  if (room < 1) throw new AppError('text/length', { ...place, length: room + around, specialTokens: around })
  const { kept, words, sentenceEnds } = keep(sequence, cutContent(content, room, tokenizer.cutSide))
  const all = [...opening, ...kept, ...closing]
  const total = length ?? paddedLength(all.length, tokenizer)
  if (total > all.length && pad === null) {
    throw new AppError('text/no-pad-token', { ...place, length: total, tokens: all.length })
  }
  checkSizeLimit([total], 'length', place)
  const isCut = content.length > room
  return {
    ...toArrays(all, total, pad ?? 0, tokenizer),
    words,
    sentenceEnds,
    cut: isCut ? { side: tokenizer.cutSide, tokens: content.length + around, length: total } : null,
  }
}

function cutContent(
  content: readonly PlainToken[],
  room: number,
  side: LoadedTokenizer['cutSide'],
): readonly PlainToken[] {
  return side === 'start' && content.length > room ? content.slice(-room) : content.slice(0, room)
}

/** The words of the tokens that are left, numbered anew: a text that is cut at its start loses its first ones. */
function keep(
  { words, sentenceEnds }: TokenSequence,
  tokens: readonly PlainToken[],
): { kept: PlainToken[]; words: WordSpan[]; sentenceEnds: number[] } {
  const left = new Set(tokens.flatMap(({ word }) => (word === null ? [] : [word])))
  const numbers = new Map([...left].toSorted((a, b) => a - b).map((word, number) => [word, number]))
  return {
    kept: tokens.map((token) => ({ ...token, word: numbers.get(token.word ?? -1) ?? null })),
    words: words.filter((_, word) => left.has(word)),
    sentenceEnds: sentenceEnds.flatMap((word) => numbers.get(word) ?? []),
  }
}

/** What the file pads to, where the model leaves the length open. */
function paddedLength(count: number, { padding }: LoadedTokenizer): number {
  return Math.ceil(Math.max(count, padding.length ?? 0) / padding.multipleOf) * padding.multipleOf
}

function toArrays(
  all: readonly PlainToken[],
  total: number,
  pad: number,
  { padding }: LoadedTokenizer,
): Pick<FittedTokens, 'ids' | 'attention' | 'types' | 'tokens'> {
  const first = padding.side === 'left' ? total - all.length : 0
  const ids = new BigInt64Array(total).fill(BigInt(pad))
  const attention = new BigInt64Array(total)
  const types = new BigInt64Array(total).fill(BigInt(padding.typeId))
  const tokens = all.map(({ id, typeId, text, surface, word }, index) => {
    const position = first + index
    ids[position] = BigInt(id)
    attention[position] = 1n
    types[position] = BigInt(typeId)
    return { position, id, text, surface, word }
  })
  return { ids, attention, types, tokens }
}
