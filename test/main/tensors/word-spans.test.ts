import { describe, expect, it } from 'vitest'
import { layOutText } from '../../../src/main/kinds/text/text-layout'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { findWords } from '../../../src/main/tensors/word-spans'
import { buildTextModality } from '../../fixtures/builders/modality'
import { buildBytes, buildWordPiece, writeTokenizer } from '../../fixtures/builders/tokenizer'

async function parts(
  content: Record<string, unknown>,
  text: string,
  unit: 'word' | 'token' | 'sentence',
  length: number | string = 'sequence',
) {
  const tokenizer = await loadTokenizer(await writeTokenizer(content))
  const inputDims = new Map([['ids', ['batch', length]]])
  const make = createTensorMaker(buildTextModality({ padId: 0 }), {
    inputDims,
    statistics: new Map(),
    tokenizer,
  })
  const tensors = await make({ kind: 'text', text }, 'c1')
  const layout = layOutText(tensors.text!, unit)
  if (layout.kind !== 'text') throw new Error('no parts')
  return { segments: layout.segments, tokens: tensors.text!.tokens }
}

/** The boundaries are those of a reader of the language, written down by hand. */
const scripts = [
  ['Latin', 'Kein Erguss, T12 (2,7 mm)', ['Kein', 'Erguss', ',', 'T12', '(', '2', ',', '7', 'mm', ')']],
  ['Latin with combining marks', 'cafe\u0301 e\u0301tude', ['cafe\u0301', 'e\u0301tude']],
  ['Greek', 'ελαφρά σκίαση', ['ελαφρά', 'σκίαση']],
  ['Cyrillic', 'сердце в норме', ['сердце', 'в', 'норме']],
  ['Arabic with vowel signs', 'القَلْبُ طبيعيٌّ.', ['القَلْبُ', 'طبيعيٌّ', '.']],
  ['Hebrew', 'הלב תקין', ['הלב', 'תקין']],
  ['Devanagari', 'हृदय सामान्य है।', ['हृदय', 'सामान्य', 'है', '।']],
  ['Tamil', 'இதயம் இயல்பானது', ['இதயம்', 'இயல்பானது']],
  ['Hangul', '흉부 정상입니다.', ['흉부', '정상입니다', '.']],
  ['Chinese', '胸部异常。CT检查', ['胸部', '异常', '。', 'CT', '检查']],
  ['Japanese', '肺に異常なし', ['肺', 'に', '異常', 'なし']],
  ['Thai', 'ไม่พบความผิดปกติ', ['ไม่', 'พบ', 'ความ', 'ผิด', 'ปกติ']],
  ['Lao', 'ບໍ່ພົບ', ['ບໍ່', 'ພົບ']],
  ['Khmer', 'មិនមាន', ['មិន', 'មាន']],
  ['Tibetan', 'བོད་ཡིག', ['བོད་', 'ཡིག']],
  ['emoji', '👩‍⚕️ 👍🏽 🇩🇪', ['👩‍⚕️', '👍🏽', '🇩🇪']],
] as const

describe('words in a byte-level tokenizer, where a letter is up to eleven tokens', () => {
  it.each(scripts)('%s: a part is a word, shown as the text writes it', async (_, text, words) => {
    const { segments, tokens } = await parts(buildBytes(), text, 'word')
    expect(segments.map((segment) => segment.text)).toEqual(words)
    const masked = segments.flatMap((segment) => segment.tokens)
    expect(masked).toEqual(tokens.map(({ position }) => position))
    expect(masked).toHaveLength(new TextEncoder().encode(text).length)
  })

  it('counts a word at the end of a text that fills the whole length', async () => {
    // Each of the letters has three bytes.
    const { segments } = await parts(buildBytes(), '胸部异常', 'word', 12)
    expect(segments.map(({ text, tokens }) => [text, tokens.length])).toEqual([
      ['胸部', 6],
      ['异常', 6],
    ])
  })

  it('shows a token by the letter that it is a byte of, and a blank in words', async () => {
    const { segments } = await parts(buildBytes(), '胸 a', 'token')
    expect(segments.map(({ text }) => text)).toEqual(['胸', '胸', '胸', '(blank)', 'a'])
  })

  it('ends a sentence at the marks of other scripts and joins its words as the text does', async () => {
    const { segments } = await parts(buildBytes(), '胸部正常。心脏正常！ No.', 'sentence')
    expect(segments.map(({ text }) => text)).toEqual(['胸部正常。', '心脏正常！', 'No.'])
  })

  it('masks blanks with a word: at the end with the last one', async () => {
    const { segments } = await parts(buildBytes(), '  a\nb \n', 'word')
    expect(segments).toEqual([
      { text: 'a', tokens: [0, 1, 2] },
      { text: 'b', tokens: [3, 4, 5, 6] },
    ])
  })
})

describe('words in a WordPiece tokenizer', () => {
  it('are several tokens where each Chinese character is one', async () => {
    const { segments } = await parts(buildWordPiece(['胸', '部', '异', '常']), '胸部异常', 'word')
    expect(segments).toEqual([
      { text: '胸部', tokens: [1, 2] },
      { text: '异常', tokens: [3, 4] },
    ])
  })

  it('become one part where they share a token', async () => {
    // These rules drop tone marks and vowel signs, as Python's do.
    const pieces = ['ไมพ', '##บ', '##ปกต']
    const { segments } = await parts(buildWordPiece(pieces), 'ไม่พบปกติ', 'word')
    // The first token holds a word and the first letter of the next.
    expect(segments).toEqual([
      { text: 'ไม่พบ', tokens: [1, 2] },
      { text: 'ปกติ', tokens: [3] },
    ])
  })

  it('leaves out special tokens that the text writes out', async () => {
    const { segments, tokens } = await parts(buildWordPiece(['胸', '部']), '胸部[SEP]胸部', 'word')
    expect(segments).toEqual([
      { text: '胸部', tokens: [1, 2] },
      { text: '胸部', tokens: [4, 5] },
    ])
    expect(tokens[3]).toMatchObject({ id: 3, word: null })
  })
})

describe('format characters', () => {
  it('part words only where Unicode does', () => {
    const words = (text: string) => findWords(text, new Set()).map((word) => word.text)
    expect(words('Zero\u200bwidth')).toEqual(['Zero', 'width'])
    expect(words('Herz\u00adinsuffizienz')).toEqual(['Herz\u00adinsuffizienz'])
  })
})

describe('a long text', () => {
  it('has the words of its parts, none of them cut where it is segmented in pieces', () => {
    const unit = 'Kein Erguss, T12: e\u0301tude 胸部异常。CT检查 👩\u200d👩\u200d👧 القَلْبُ หัวใจ '
    const words = findWords(unit, new Set()).map(({ text }) => text)
    const long = findWords(unit.repeat(300), new Set()).map(({ text }) => text)
    expect(long).toEqual(Array.from({ length: 300 }, () => words).flat())
  })

  it('of one word of 100,000 letters has one word', () => {
    expect(findWords(`a ${'W'.repeat(100_000)} b`, new Set())).toHaveLength(3)
  })
})
