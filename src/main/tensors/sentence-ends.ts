/** 3 of 11: where sentences end, so that a sentence can be a part. */
import type { WordSurface } from './word-surfaces'

const endMark = /[.!?][)\]"'»”]*$/
const digit = /\d/

/**
 * Lists the words that end a sentence: those that end with . ! or ?, not between digits (2.7), and only the last of several marks.
 * Limits: abbreviations (e.g.) end a sentence too.
 */
export function findSentenceEnds(text: string, words: readonly WordSurface[]): number[] {
  const ends = words.map((word, index) => endMark.test(word.text) && !isDecimalPoint(text, words, index))
  return ends.flatMap((isEnd, index) => {
    const next = words[index + 1]
    const isFollowed = ends[index + 1] === true && next !== undefined && /^[.!?]/.test(next.text)
    return isEnd && !isFollowed ? [index] : []
  })
}

function isDecimalPoint(text: string, words: readonly WordSurface[], index: number): boolean {
  const word = words[index]
  if (word?.text !== '.') return false
  const before = word.start === null ? words[index - 1]?.text.at(-1) : text[word.start - 1]
  const after = word.end === null ? words[index + 1]?.text[0] : text[word.end]
  return digit.test(before ?? '') && digit.test(after ?? '')
}
