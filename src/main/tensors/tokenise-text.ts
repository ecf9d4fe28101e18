/** 3 of 11: text -> tokens with their words. */
import type { Tokenizer } from '@huggingface/tokenizers'
import { findSentenceEnds } from './sentence-ends'
import type { PlainToken, TokenSequence } from './tokenizer'
import { groupWords, type WordGroup } from './word-groups'
import { findSurfaces } from './word-surfaces'

/** What the tokenizer's file says about its tokens. */
export interface TokenMarks {
  /** Mark of a token that continues a word: ## for WordPiece. */
  readonly prefix: string | null
  /** Stands for a real word although it is listed as special. */
  readonly unknown: string | null
}

/**
 * Creates the tokenise function of a tokenizer. Special tokens have no word; the unknown token that stands for a word has one;
 * tokens of blanks alone belong to the word after them.
 */
export function createTokenise(library: Tokenizer, marks: TokenMarks): (text: string) => TokenSequence {
  return (text) => {
    const full = library.encode(text)
    const plain = library.encode(text, { add_special_tokens: false })
    const first = contentStart(full.tokens, plain.tokens)
    const groups = joinBlanks(library, groupWords(library, text, plain.tokens, marks.prefix))
    const words = groups.filter((group) => !isSpecial(group, marks))
    const surfaces = findSurfaces(
      text,
      words.map((group) => wordText(library, group, marks)),
    )
    const special = (token: string, index: number): PlainToken => ({
      id: full.ids[index] ?? 0,
      text: token,
      word: null,
    })
    const all = full.tokens.map(special)
    return {
      opening: all.slice(0, first),
      content: numberWords(groups, plain.ids, marks),
      closing: all.slice(first + plain.tokens.length),
      words: surfaces.map((surface) => surface.text),
      sentenceEnds: findSentenceEnds(text, surfaces),
    }
  }
}

/** Finds where the content begins among the tokens with CLS, SEP and the like around it. */
function contentStart(full: readonly string[], content: readonly string[]): number {
  const extra = full.length - content.length
  for (let start = 0; start <= extra; start += 1) {
    if (content.every((token, index) => full[start + index] === token)) return start
  }
  return 0
}

function isSpecial(group: WordGroup, { unknown }: TokenMarks): boolean {
  return group.special && (group.text === null || group.text !== unknown)
}

function numberWords(groups: readonly WordGroup[], ids: readonly number[], marks: TokenMarks): PlainToken[] {
  const tokens: PlainToken[] = []
  let nextWord = 0
  for (const group of groups) {
    const word = isSpecial(group, marks) ? null : nextWord
    if (word !== null) nextWord += 1
    for (const text of group.tokens) tokens.push({ id: ids[tokens.length] ?? 0, text, word })
  }
  return tokens
}

/** Line breaks are tokens of their own in byte-level tokenizers, but no words. */
function joinBlanks(library: Tokenizer, groups: readonly WordGroup[]): WordGroup[] {
  const joined: WordGroup[] = []
  let blanks: string[] = []
  for (const group of groups) {
    if (!group.special && isBlank(library, group)) {
      blanks.push(...group.tokens)
    } else if (group.special) {
      joined.push(...blankGroup(blanks), group)
      blanks = []
    } else {
      joined.push({ ...group, tokens: [...blanks, ...group.tokens] })
      blanks = []
    }
  }
  return [...joined, ...blankGroup(blanks)]
}

/** Blanks with no word after them are no part: nothing there can be read. */
function blankGroup(blanks: readonly string[]): WordGroup[] {
  return blanks.length === 0 ? [] : [{ tokens: blanks, text: null, special: true }]
}

function isBlank(library: Tokenizer, group: WordGroup): boolean {
  return (
    group.tokens.every((token) => /^[ĠĊčĉ▁\s]+$/.test(token)) && decode(library, group.tokens).trim() === ''
  )
}

/** Reads a word back: byte-level tokens are decoded, a metaspace is a blank, a WordPiece prefix is dropped. */
function wordText(library: Tokenizer, group: WordGroup, { prefix, unknown }: TokenMarks): string {
  const isByteLevel = group.tokens.some((token) => /[Ā-ń]/.test(token)) && library.decoder !== null
  if (isByteLevel) return decode(library, group.tokens).trim()
  if (group.text !== null) return group.text.replaceAll('▁', ' ').trim()
  const pieces = group.tokens.map((token) =>
    prefix !== null && token.startsWith(prefix) && token !== unknown ? token.slice(prefix.length) : token,
  )
  return pieces.join('').replaceAll('▁', ' ').trim()
}

function decode(library: Tokenizer, tokens: readonly string[]): string {
  if (library.decoder === null) return tokens.join('').replaceAll(/[Ġ▁]/g, ' ')
  return library.decoder.decode([...tokens])
}
