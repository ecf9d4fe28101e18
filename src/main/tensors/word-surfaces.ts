/** 3 of 11: words as the text writes them, found again behind lower-casing and accents. */

/** A word and where it stands in the text; offsets are null when it could not be found. */
export interface WordSurface {
  readonly text: string
  readonly start: number | null
  readonly end: number | null
}

interface FoldedCharacter {
  readonly character: string
  readonly start: number
  readonly end: number
}

/** A word that is not where it should be is looked for this many characters ahead, no further. */
const searchLength = 200

/** Finds each word of a tokenizer in the text, in reading order, without regard to case, accents, blanks and control characters. */
export function findSurfaces(text: string, words: readonly string[]): WordSurface[] {
  const folded = fold(text)
  const letters = folded.map(({ character }) => character)
  let cursor = 0
  return words.map((word) => {
    const wanted = fold(word).map(({ character }) => character)
    const found = wanted.length === 0 ? null : findFrom(letters, wanted, cursor)
    const first = found === null ? undefined : folded[found]
    const last = found === null ? undefined : folded[found + wanted.length - 1]
    if (found === null || first === undefined || last === undefined) {
      return { text: word.trim(), start: null, end: null }
    }
    cursor = found + wanted.length
    return { text: text.slice(first.start, last.end), start: first.start, end: last.end }
  })
}

function findFrom(letters: readonly string[], wanted: readonly string[], cursor: number): number | null {
  const end = Math.min(letters.length - wanted.length, cursor + searchLength)
  for (let start = cursor; start <= end; start += 1) {
    if (wanted.every((letter, offset) => letters[start + offset] === letter)) return start
  }
  return null
}

/** Splits a text into comparable characters, each with its place in the text. */
function fold(text: string): FoldedCharacter[] {
  const folded: FoldedCharacter[] = []
  let start = 0
  for (const written of text) {
    const end = start + written.length
    const plain = written
      .normalize('NFKD')
      .replace(/[\p{M}\p{C}\s]/gu, '')
      .toLowerCase()
    for (const character of plain) folded.push({ character, start, end })
    start = end
  }
  return folded
}
