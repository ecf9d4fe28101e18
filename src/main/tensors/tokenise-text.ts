/** Text -> tokens with their words. */
import type { EncodedToken, NativeTokenizer } from './native-tokenizer'
import { findSentenceEnds } from './sentence-ends'
import type { PlainToken, TokenSequence } from './tokenizer'
import { findWords } from './word-spans'
import { assignWords } from './word-tokens'

/** What the tokenizer's file says about its tokens. */
export interface TokenMarks {
  /** Ids of added tokens such as [SEP]: no word, even where the text writes them out. */
  readonly special: ReadonlySet<number>
  /** Stands for a real word although it is listed as special. */
  readonly unknown: number | null
}

/** Creates the tokenise function of a tokenizer. Special tokens have no word; the unknown token that stands for a word has one. */
export function createTokenise(
  native: NativeTokenizer,
  marks: TokenMarks,
): (text: string) => Promise<TokenSequence> {
  const isSpecial = ({ id }: EncodedToken): boolean => marks.special.has(id) && id !== marks.unknown
  return async (text) => {
    const tokens = await native.encode(text)
    const { first, end } = findContent(tokens)
    const content = tokens.slice(first, end)
    const { words, wordOf } = assignWords(text, content, findWords(text, pieceEdges(content)), isSpecial)
    const toPlain = (token: EncodedToken, word: number | null): PlainToken => ({
      id: token.id,
      text: token.text,
      typeId: token.typeId,
      surface: text.slice(token.start, token.end),
      word,
    })
    return {
      opening: tokens.slice(0, first).map((token) => toPlain(token, null)),
      content: content.map((token, index) => toPlain(token, wordOf[index] ?? null)),
      closing: tokens.slice(end).map((token) => toPlain(token, null)),
      words,
      sentenceEnds: findSentenceEnds(text, words),
    }
  }
}

/** The content is what comes from the text: all between the tokens that the tokenizer puts around it. */
function findContent(tokens: readonly EncodedToken[]): { first: number; end: number } {
  const first = tokens.findIndex(({ piece }) => piece !== null)
  const end = tokens.findLastIndex(({ piece }) => piece !== null) + 1
  return first < 0 ? { first: tokens.length, end: tokens.length } : { first, end }
}

/** Places in the text where one piece of the tokenizer's stages ends and another begins. */
function pieceEdges(tokens: readonly EncodedToken[]): Set<number> {
  const edges = new Set<number>()
  for (const [index, { piece, start }] of tokens.entries()) {
    const before = tokens[index - 1]
    if (before === undefined || before.piece === piece) continue
    edges.add(before.end).add(start)
  }
  return edges
}
