/** 3 of 11: a tokenizer.json ready for use. */
import type { TokenisedText } from './modality-tensors'

/** A token before it has a position. `word` counts from 0 in the content and is null for special tokens. */
export interface PlainToken {
  readonly id: number
  readonly text: string
  readonly word: number | null
}

/** A text as tokens: what the tokenizer puts before and after it (CLS, SEP) and its content. */
export interface TokenSequence {
  readonly opening: readonly PlainToken[]
  readonly content: readonly PlainToken[]
  readonly closing: readonly PlainToken[]
  /** Surface form of each word. */
  readonly words: readonly string[]
  /** Word indices that end a sentence. */
  readonly sentenceEnds: readonly number[]
}

export interface LoadedTokenizer {
  readonly fileName: string
  readonly special: TokenisedText['special']
  /** Tokens that the file's own truncation keeps; null when it has none. */
  readonly maxLength: number | null
  readonly padSide: 'left' | 'right'
  readonly tokenise: (text: string) => TokenSequence
}
