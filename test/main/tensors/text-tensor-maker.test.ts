import { describe, expect, it } from 'vitest'
import { createTensorMaker } from '../../../src/main/tensors/create-tensor-maker'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { buildTextModality } from '../../fixtures/builders/modality'
import { buildByteLevel, buildWordPiece, writeTokenizer } from '../../fixtures/builders/tokenizer'

const all = { attentionMask: 'mask', tokenTypeIds: 'types' }

async function maker(fields: Record<string, unknown>, length: number | string, extra: object = {}) {
  const content = { ...buildWordPiece(['chest', 'no', '##w', '.']), ...extra }
  const tokenizer = await loadTokenizer(await writeTokenizer(content))
  const inputDims = new Map(['ids', 'mask', 'types'].map((input) => [input, ['batch', length]]))
  return createTensorMaker(buildTextModality(fields), { inputDims, statistics: new Map(), tokenizer })
}

const value = (text: string) => ({ kind: 'text' as const, text })

describe('the tensors of a text', () => {
  it('are ids, mask and types, padded to what the model fixes', async () => {
    const make = await maker(all, 6)
    const { tensors, text } = make(value('chest now'), 'c1')
    expect(tensors.get('ids')).toEqual({
      dtype: 'int64',
      dims: [6],
      values: BigInt64Array.from([2n, 5n, 6n, 7n, 3n, 0n]),
    })
    expect([...tensors.get('mask')!.values]).toEqual([1n, 1n, 1n, 1n, 1n, 0n])
    expect([...tensors.get('types')!.values]).toEqual([0n, 0n, 0n, 0n, 0n, 0n])
    expect(text?.tokens.map(({ position, word }) => [position, word])).toEqual([
      [0, null],
      [1, 0],
      [2, 1],
      [3, 1],
      [4, null],
    ])
    expect(text?.truncated).toBe(false)
  })

  it('are cut with the closing token kept, and a cut word stays a word', async () => {
    const make = await maker({ length: 4 }, 'sequence')
    const { tensors, text } = make(value('chest now. chest.'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([2n, 5n, 6n, 3n])
    expect(text).toMatchObject({ truncated: true, words: ['chest', 'now'], sentenceEnds: [] })
  })

  it('have the length of the text when nothing is fixed, cut where the tokenizer says so', async () => {
    const make = await maker({}, 'sequence')
    expect(make(value('chest'), 'c1').tensors.get('ids')?.dims).toEqual([3])
    const limited = await maker({}, 'sequence', {
      truncation: { max_length: 3, direction: 'Right', stride: 0, strategy: 'LongestFirst' },
    })
    expect([...limited(value('chest no'), 'c1').tensors.get('ids')!.values]).toEqual([2n, 5n, 3n])
  })

  it('are padded on the side the tokenizer pads', async () => {
    const make = await maker(all, 5, { padding: { direction: 'Left', pad_id: 0 } })
    const { tensors, text } = make(value('no'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([0n, 0n, 2n, 6n, 3n])
    expect([...tensors.get('mask')!.values]).toEqual([0n, 0n, 1n, 1n, 1n])
    expect(text?.tokens.map(({ position }) => position)).toEqual([2, 3, 4])
  })

  it('are refused with a sentence that holds nothing of the text', async () => {
    const make = await maker({}, 6)
    expect(() => make(value('  '), 'c7')).toThrow('Case c7, report: the text has no words.')
    expect(() => make({ kind: 'record', cells: {} }, 'c7')).toThrow('the source is of kind record')
    const short = await maker({ length: 2 }, 'sequence')
    expect(() => short(value('chest'), 'c7')).toThrow('a length of 2 tokens leaves no room beside 2')
    const other = await maker({ length: 4 }, 6)
    expect(() => other(value('chest'), 'c7')).toThrow('the tensor is 4, but input ids of the model wants 6')
  })

  it('need a padding token only when they are padded', async () => {
    const tokenizer = await loadTokenizer(await writeTokenizer(buildByteLevel()))
    const inputDims = new Map([['ids', ['batch', 3]]])
    const make = createTensorMaker(buildTextModality(), { inputDims, statistics: new Map(), tokenizer })
    expect(make(value('abc'), 'c1').tensors.get('ids')?.dims).toEqual([3])
    expect(() => make(value('a'), 'c1')).toThrow('1 tokens should be padded to 3')
  })

  it('need a tokenizer and inputs that exist', async () => {
    const context = { inputDims: new Map([['ids', ['batch', 3]]]), statistics: new Map(), tokenizer: null }
    expect(() => createTensorMaker(buildTextModality(), context)).toThrow('no tokenizer was loaded')
    await expect(maker({ attentionMask: 'elsewhere' }, 6)).rejects.toMatchObject({ code: 'tensor/no-input' })
  })
})
