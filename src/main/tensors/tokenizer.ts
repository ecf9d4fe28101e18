/** A tokenizer.json ready for use. */
import type { TokenisedText } from './modality-tensors'
import type { WordSpan } from './word-spans'

/** A token before it has a position. `word` counts from 0 in the content and is null for special tokens. */
export interface PlainToken {
  readonly id: number
  readonly text: string
  readonly typeId: number
  /** What the text has in its place; empty for a token put around it. */
  readonly surface: string
  readonly word: number | null
}

/** A text as tokens: what the tokenizer puts before and after it (CLS, SEP) and its content. */
export interface TokenSequence {
  readonly opening: readonly PlainToken[]
  readonly content: readonly PlainToken[]
  readonly closing: readonly PlainToken[]
  readonly words: readonly WordSpan[]
  /** Word indices that end a sentence. */
  readonly sentenceEnds: readonly number[]
}

export interface LoadedTokenizer {
  readonly fileName: string
  readonly special: TokenisedText['special']
  /** Tokens that the file's own truncation keeps; null when it has none. */
  readonly maxLength: number | null
  /** Where a text that is too long is cut. */
  readonly cutSide: 'start' | 'end'
  readonly padding: TokenPadding
  /** Of the tokens that were asked for when it was loaded. */
  readonly idOf: (token: string) => number | null
  readonly tokenise: (text: string) => Promise<TokenSequence>
}

/** How the file pads; it decides alone only where the model leaves the length open. */
export interface TokenPadding {
  readonly side: 'left' | 'right'
  readonly typeId: number
  /** Every text has at least so many tokens; null: as many as it needs. */
  readonly length: number | null
  /** Lengths are multiples of this. */
  readonly multipleOf: number
}
