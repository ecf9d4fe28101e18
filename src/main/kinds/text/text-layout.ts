/** The parts of a text. */
import type { PartLayout, TextLayout } from '@shared/part'
import type { TextModality } from '@shared/study'
import type { Token, TokenisedText } from '../../tensors/modality-tensors'

/**
 * Cuts a text into words, tokens or sentences. Special tokens and padding are never a part; a cut last word is one (method.md section 2).
 */
export function layOutText(text: TokenisedText, parts: TextModality['parts']): PartLayout {
  const tokens = text.tokens.filter((token) => token.word !== null)
  switch (parts) {
    case 'whole':
      return { kind: 'whole' }
    case 'token':
      return {
        kind: 'text',
        unit: 'token',
        segments: tokens.map((token) => ({ text: tokenWords(token), tokens: [token.position] })),
      }
    case 'word':
      return { kind: 'text', unit: 'word', segments: segmentsBy(text, tokens, (word) => word) }
    case 'sentence': {
      const sentences = sentenceByWord(text)
      return {
        kind: 'text',
        unit: 'sentence',
        segments: segmentsBy(text, tokens, (word) => sentences[word] ?? 0),
      }
    }
  }
}

/** What the text has in the place of a token, since byte-level tokens are no letters. */
function tokenWords({ surface, text }: Token): string {
  if (surface.trim() !== '') return surface.trim()
  return surface === '' ? text : '(blank)'
}

/** Joins tokens with the same key; the text of a segment is that from its first word to its last. */
function segmentsBy(
  { text, words }: TokenisedText,
  tokens: readonly Token[],
  keyOf: (word: number) => number,
): TextLayout['segments'] {
  const segments = new Map<number, { words: Set<number>; tokens: number[] }>()
  for (const { word, position } of tokens) {
    if (word === null) continue
    const key = keyOf(word)
    const segment = segments.get(key) ?? { words: new Set<number>(), tokens: [] }
    segment.words.add(word)
    segment.tokens.push(position)
    segments.set(key, segment)
  }
  return [...segments.values()].map((segment) => ({
    text: text.slice(...reach(words, [...segment.words])).replaceAll(/\s+/g, ' '),
    tokens: segment.tokens,
  }))
}

function reach(words: TokenisedText['words'], indices: readonly number[]): [number, number] {
  const own = indices.flatMap((index) => words[index] ?? [])
  return [Math.min(...own.map(({ start }) => start)), Math.max(...own.map(({ end }) => end))]
}

/** Counts sentences from 0 for every word; words after the last mark are a sentence too. */
function sentenceByWord({ words, sentenceEnds }: TokenisedText): number[] {
  const ends = new Set(sentenceEnds)
  let sentence = 0
  return words.map((_, word) => {
    const own = sentence
    if (ends.has(word)) sentence += 1
    return own
  })
}
