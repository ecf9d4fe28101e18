/** Which tokens make up one word: all that touch it. */
import type { EncodedToken } from './native-tokenizer'
import type { WordSpan } from './word-spans'

/** Words in reading order, and for every token the word that it belongs to. */
export interface WordTokens {
  readonly words: readonly WordSpan[]
  /** By token; null for special tokens, and for all where there is no word. */
  readonly wordOf: readonly (number | null)[]
}

/**
 * Gives every token to the words that it touches. Words that share a token become one, since a token is masked once; a word without a
 * token is none. A token of blanks alone belongs to the word after it, at the end to the last word.
 */
export function assignWords(
  text: string,
  tokens: readonly EncodedToken[],
  spans: readonly WordSpan[],
  isSpecial: (token: EncodedToken) => boolean,
): WordTokens {
  const touched = tokens.map((token) => (isSpecial(token) ? [] : touchedWords(spans, token)))
  const joined = joinWords(spans.length, touched)
  const roots = touched.map(([first]) => (first === undefined ? null : joined(first)))
  const used = new Set(roots)
  const places = new Map<number, { start: number; end: number }>()
  for (const [index, { start, end }] of spans.entries()) {
    const root = joined(index)
    if (used.has(root)) places.set(root, { start: places.get(root)?.start ?? start, end })
  }
  const numbers = new Map([...places.keys()].map((root, number) => [root, number]))
  const own = roots.map((root) => (root === null ? null : (numbers.get(root) ?? null)))
  const words = [...places.values()].map(({ start, end }) => ({ text: text.slice(start, end), start, end }))
  return { words, wordOf: withBlanks(tokens, own, isSpecial) }
}

/** Indices of the words that overlap a token: first and last, for it touches all between. */
function touchedWords(spans: readonly WordSpan[], { start, end }: EncodedToken): number[] {
  if (end <= start) return []
  // The words are in order: the first that ends behind the start of the token is found by halving.
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  const touched: number[] = []
  for (let index = low; (spans[index]?.start ?? Infinity) < end; index += 1) touched.push(index)
  return touched
}

/** The smallest index of the words that a word is joined with. */
function joinWords(count: number, touched: readonly (readonly number[])[]): (index: number) => number {
  const parent = Array.from({ length: count }, (_, index) => index)
  const root = (index: number): number => {
    let at = index
    while ((parent[at] ?? at) !== at) at = parent[at] ?? at
    return at
  }
  for (const [first, ...others] of touched) {
    if (first === undefined) continue
    for (const other of others) {
      const [a, b] = [root(first), root(other)]
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  return root
}

function withBlanks(
  tokens: readonly EncodedToken[],
  own: readonly (number | null)[],
  isSpecial: (token: EncodedToken) => boolean,
): (number | null)[] {
  const filled = [...own]
  const isOpen = (index: number): boolean => {
    const token = tokens[index]
    return token !== undefined && filled[index] === null && !isSpecial(token)
  }
  for (let index = tokens.length - 2; index >= 0; index -= 1) {
    if (isOpen(index)) filled[index] = filled[index + 1] ?? null
  }
  for (let index = 1; index < tokens.length; index += 1) {
    if (isOpen(index)) filled[index] = filled[index - 1] ?? null
  }
  return filled
}
