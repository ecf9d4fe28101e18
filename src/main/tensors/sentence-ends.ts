/** Where sentences end, so that a sentence can be a part. */
import type { WordSpan } from './word-spans'

/** Full stops, exclamation and question marks of Latin, East Asian, Indic, Arabic, Armenian, Ethiopic and Burmese writing. */
const marks = '.!?。！？｡．।॥؟۔։።။'
const endMark = new RegExp(`[${marks}][)\\]"'»”」』）]*$`, 'u')
const startsWithMark = new RegExp(`^[${marks}]`, 'u')
const digit = /\d/

/**
 * Lists the words that end a sentence: those that end with . ! ? or the like, not between digits (2.7), and only the last of several marks.
 * Limits: abbreviations (e.g.) end a sentence too.
 */
export function findSentenceEnds(text: string, words: readonly WordSpan[]): number[] {
  const ends = words.map((word, index) => endMark.test(word.text) && !isDecimalPoint(text, words, index))
  return ends.flatMap((isEnd, index) => {
    const next = words[index + 1]
    const isFollowed = ends[index + 1] === true && next !== undefined && startsWithMark.test(next.text)
    return isEnd && !isFollowed ? [index] : []
  })
}

function isDecimalPoint(text: string, words: readonly WordSpan[], index: number): boolean {
  const word = words[index]
  if (word?.text !== '.') return false
  return digit.test(text[word.start - 1] ?? '') && digit.test(text[word.end] ?? '')
}
