import { describe, expect, it } from 'vitest'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import type { TokenSequence } from '../../../src/main/tensors/tokenizer'
import {
  buildByteLevel,
  buildUnigram,
  buildWordPiece,
  writeTokenizer,
} from '../../fixtures/builders/tokenizer'

const pieces = ['chest', 'pa', '##tien', '##t', '.', '!', '2', '##9', '7', 'e', '##tude', '/', 'l', 'no']

function wordTokens({ content, words }: TokenSequence): string[][] {
  return words.map((_, word) => content.filter((token) => token.word === word).map((token) => token.text))
}

function surfaces({ words }: TokenSequence): string[] {
  return words.map(({ text }) => text)
}

describe('a WordPiece tokenizer', () => {
  it('makes one word of the pieces of one pre-token', async () => {
    const tokenizer = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    const sequence = await tokenizer.tokenise('Chest patient. 29/L')
    expect(wordTokens(sequence)).toEqual([
      ['chest'],
      ['pa', '##tien', '##t'],
      ['.'],
      ['2', '##9'],
      ['/'],
      ['l'],
    ])
    expect(surfaces(sequence)).toEqual(['Chest', 'patient', '.', '29', '/', 'L'])
    expect(sequence.opening.map((token) => token.id)).toEqual([2])
    expect(sequence.closing.map((token) => token.id)).toEqual([3])
    expect(tokenizer.special).toEqual({ mask: 4, pad: 0, unk: 1 })
  })

  it('counts an unknown word as a word and keeps its surface', async () => {
    const { tokenise } = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    const sequence = await tokenise('no zzz chest')
    expect(sequence.content.map(({ id, word }) => [id, word])).toEqual([
      [18, 0],
      [1, 1],
      [5, 2],
    ])
    expect(surfaces(sequence)).toEqual(['no', 'zzz', 'chest'])
  })

  it('writes words as the text does, accents included', async () => {
    const { tokenise } = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    const sequence = await tokenise('Étude chest')
    expect(surfaces(sequence)).toEqual(['Étude', 'chest'])
    expect(wordTokens(sequence)[0]).toEqual(['e', '##tude'])
  })

  it('ends sentences at marks, not at decimal points', async () => {
    const { tokenise } = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    expect((await tokenise('chest 2.7 no. chest 2. 7 no!! no')).sentenceEnds).toEqual([5, 8, 12])
  })

  it('never makes a word of a special token written in the text', async () => {
    const { tokenise } = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    const sequence = await tokenise('chest [SEP] no')
    expect(sequence.content.map((token) => token.word)).toEqual([0, null, 1])
    expect(surfaces(sequence)).toEqual(['chest', 'no'])
  })

  it('finds no words in blanks', async () => {
    const { tokenise } = await loadTokenizer(await writeTokenizer(buildWordPiece(pieces)))
    expect(surfaces(await tokenise(' \n\t '))).toEqual([])
  })
})

describe('other tokenizers', () => {
  it('groups bytes into words, the blank with the word after it', async () => {
    const tokenizer = await loadTokenizer(await writeTokenizer(buildByteLevel()))
    const sequence = await tokenizer.tokenise('No café, 2.7\nl')
    expect(surfaces(sequence)).toEqual(['No', 'café', ',', '2', '.', '7', 'l'])
    expect(wordTokens(sequence)[1]).toEqual(['Ġ', 'c', 'a', 'f', 'Ã', '©'])
    expect(wordTokens(sequence)[6]).toEqual(['Ċ', 'l'])
    expect(tokenizer.special).toEqual({ mask: null, pad: null, unk: null })
    expect(sequence.content.every((token) => token.word !== null)).toBe(true)
  })

  it('groups SentencePiece tokens at their marks, unknown pieces included', async () => {
    const tokenizer = await loadTokenizer(
      await writeTokenizer(buildUnigram(['▁', '▁chest', '▁no', 'rmal', '.', 'x'])),
    )
    const sequence = await tokenizer.tokenise('chest normal. zx')
    expect(surfaces(sequence)).toEqual(['chest', 'normal.', 'zx'])
    expect(wordTokens(sequence)[1]).toEqual(['▁no', 'rmal', '.'])
    expect(sequence.sentenceEnds).toEqual([1])
    expect(tokenizer.special).toEqual({ mask: null, pad: 1, unk: 0 })
  })

  it('falls back to the marks on the tokens when there is no pre-tokenizer', async () => {
    const content = {
      ...buildUnigram(['▁', '▁chest', '▁no', 'rmal', '.']),
      normalizer: {
        type: 'Sequence',
        normalizers: [
          { type: 'Prepend', prepend: '▁' },
          { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
        ],
      },
      pre_tokenizer: null,
    }
    const { tokenise } = await loadTokenizer(await writeTokenizer(content))
    expect(surfaces(await tokenise('chest normal.'))).toEqual(['chest', 'normal.'])
  })
})

describe('a WordLevel tokenizer', () => {
  it('gives every pre-token one id, the unknown one included', async () => {
    const model = { type: 'WordLevel', unk_token: '<unk>', vocab: { '<unk>': 0, chest: 1, '.': 2 } }
    const content = { added_tokens: [], pre_tokenizer: { type: 'Whitespace' }, model }
    const { tokenise } = await loadTokenizer(await writeTokenizer(content))
    const sequence = await tokenise('chest hurts.')
    expect(sequence.content.map(({ id, word }) => [id, word])).toEqual([
      [1, 0],
      [0, 1],
      [2, 2],
    ])
    expect(surfaces(sequence)).toEqual(['chest', 'hurts', '.'])
  })
})

describe('a file that is no tokenizer', () => {
  it.each([
    ['not json', '{', 'it is not JSON'],
    ['another JSON', { hello: 1 }, 'model'],
    ['an unknown model', { model: { type: 'Rumour', vocab: {} } }, 'model.type'],
    [
      'an unknown stage',
      { ...buildWordPiece([]), normalizer: { type: 'Rumour' } },
      'its normalizer (Rumour) is not supported',
    ],
    [
      'an unknown stage among others',
      {
        ...buildWordPiece([]),
        pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, { type: 'Rumour' }] },
      },
      'its pre_tokenizer (Sequence, WhitespaceSplit, Rumour) is not supported',
    ],
    [
      'a template with a token that it does not define',
      {
        ...buildWordPiece([]),
        post_processor: {
          type: 'TemplateProcessing',
          single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
          pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
          special_tokens: {},
        },
      },
      'names the token [CLS]',
    ],
    [
      'a model that draws its merges',
      { ...buildByteLevel(), model: { ...(buildByteLevel()['model'] as object), dropout: 0.1 } },
      'model.dropout is 0.1',
    ],
    ['broken padding', { ...buildWordPiece([]), padding: { pad_id: 0 } }, 'its padding is not supported'],
    ['words without an unknown token', { model: { type: 'WordLevel', vocab: { a: 0 } } }, 'unk_token'],
  ])('is refused: %s', async (_, content, words) => {
    const path = await writeTokenizer(content)
    await expect(loadTokenizer(path)).rejects.toThrow(words)
    await expect(loadTokenizer(path)).rejects.toMatchObject({ code: 'text/not-a-tokenizer' })
  })

  it('is named by its file name alone when it is not there', async () => {
    await expect(loadTokenizer('/nowhere/at/all/tokenizer.json')).rejects.toMatchObject({
      code: 'text/tokenizer-not-found',
      details: { file: 'tokenizer.json' },
    })
  })
})
