/** Text -> its words, by Unicode word boundaries and by what the tokenizer sets apart. */

/** A word by its place in the text, in UTF-16 units: `text` is text.slice(start, end). */
export interface WordSpan {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Scripts that write words without spaces between them. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}\p{sc=Tai_Le}\p{sc=New_Tai_Lue}\p{sc=Tai_Tham}\p{sc=Tai_Viet}\p{sc=Balinese}\p{sc=Javanese}]/u
/** The Tibetan tsheg ends a syllable as a vowel sign does. */
const syllableMark = /^[\u0f0b\u0f0c]/u
const markOrSymbol = /^[\p{P}\p{S}]/u
const white = /^\s+$/u
const invisible = /^[\p{Cc}\p{Cf}]+$/u

// One language for all texts, so that the words do not depend on the settings of the machine.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const unicodeWords = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * Cuts a text into words; blanks belong to none. In scripts without spaces a word is what Unicode says (UAX 29 and its dictionaries).
 * Elsewhere it ends where the tokenizer's stages end a piece (`pieceEdges`), so that "2", ".", "7" are three words to BERT, but never
 * inside a letter with its marks, and between letters and digits only where Unicode ends a word too.
 */
export function findWords(text: string, pieceEdges: ReadonlySet<number>): WordSpan[] {
  const wordEdges = new Set([...unicodeWords.segment(text)].map(({ index }) => index)).add(text.length)
  const words: { start: number; end: number }[] = []
  let before: Letter | null = null
  for (const { segment, index } of findGraphemes(text)) {
    const letter = { text: segment, start: index, end: index + segment.length }
    const starts = wordEdges.has(index)
    if (isBlank(segment, starts && wordEdges.has(letter.end))) {
      before = null
      continue
    }
    const last = words.at(-1)
    const isNew = last === undefined || before === null || isCut(before, letter, starts, pieceEdges)
    if (isNew) words.push({ start: index, end: letter.end })
    else last.end = letter.end
    before = letter
  }
  return words.map(({ start, end }) => ({ text: text.slice(start, end), start, end }))
}

/** Letters that no rule of UAX 29 joins with one another. */
const apart = /[A-Za-z0-9 \p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u
const pieceLength = 1024

/** Segmenting takes time by the square of the length: a text of a million letters is segmented in pieces, cut between letters that are apart. */
function* findGraphemes(text: string): Generator<{ readonly segment: string; readonly index: number }, void> {
  for (let from = 0; from < text.length;) {
    const end = findPieceEnd(text, from)
    for (const { segment, index } of graphemes.segment(text.slice(from, end)))
      yield { segment, index: from + index }
    from = end
  }
}

function findPieceEnd(text: string, from: number): number {
  for (let at = from + pieceLength; at < text.length; at += 1)
    if (apart.test(text.charAt(at - 1)) && apart.test(text.charAt(at))) return at
  return text.length
}

/** A letter with its marks, or an emoji of several: what a reader takes as one character. */
type Letter = WordSpan

/** A format character counts as a blank only where it parts words, as a zero width space does. */
function isBlank(segment: string, standsAlone: boolean): boolean {
  return white.test(segment) || (standsAlone && invisible.test(segment))
}

function isCut(before: Letter, after: Letter, isWordEdge: boolean, pieceEdges: ReadonlySet<number>): boolean {
  if (syllableMark.test(after.text)) return false
  if (unspaced.test(before.text) || unspaced.test(after.text)) return isWordEdge
  if (!isPieceEdge(before, pieceEdges)) return false
  return isWordEdge || markOrSymbol.test(before.text) || markOrSymbol.test(after.text)
}

/** Byte-level rules begin a piece at a vowel sign: an edge inside a letter counts as one behind it. */
function isPieceEdge({ start, end }: Letter, pieceEdges: ReadonlySet<number>): boolean {
  for (let place = start + 1; place <= end; place += 1) if (pieceEdges.has(place)) return true
  return false
}
