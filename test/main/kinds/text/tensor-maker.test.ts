import { describe, expect, it } from 'vitest'
import { createTensorMaker } from '../../../fixtures/builders/kinds'
import { loadTokenizer } from '../../../../src/main/tensors/load-tokenizer'
import { buildTextModality } from '../../../fixtures/builders/modality'
import { buildByteLevel, buildWordPiece, writeTokenizer } from '../../../fixtures/builders/tokenizer'

const all = { attentionMask: 'mask', tokenTypeIds: 'types' }

async function maker(fields: Record<string, unknown>, length: number | string, extra: object = {}) {
  const content = { ...buildWordPiece(['chest', 'no', '##w', '.']), ...extra }
  const tokenizer = await loadTokenizer(await writeTokenizer(content))
  const inputDims = new Map(['ids', 'mask', 'types'].map((input) => [input, ['batch', length]]))
  return createTensorMaker(buildTextModality(fields), { inputDims, statistics: new Map(), tokenizer })
}

const padLeft = {
  strategy: 'BatchLongest',
  direction: 'Left',
  pad_to_multiple_of: null,
  pad_id: 0,
  pad_type_id: 3,
  pad_token: '[PAD]',
}
const cutLeft = { max_length: 4, direction: 'Left', stride: 0, strategy: 'LongestFirst' }

const value = (text: string) => ({ kind: 'text' as const, text })

describe('the tensors of a text', () => {
  it('are ids, mask and types, padded to what the model fixes', async () => {
    const make = await maker(all, 6)
    const { tensors, text } = await make(value('chest now'), 'c1')
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
    expect(text?.cut).toBe(null)
  })

  it('are cut with the closing token kept, and a cut word stays a word', async () => {
    const make = await maker({ length: 4 }, 'sequence')
    const { tensors, text } = await make(value('chest now. chest.'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([2n, 5n, 6n, 3n])
    expect(text).toMatchObject({ cut: { side: 'end', tokens: 8, length: 4 }, sentenceEnds: [] })
    expect(text?.words.map((word) => word.text)).toEqual(['chest', 'now'])
  })

  it('have the length of the text when nothing is fixed, cut where the tokenizer says so', async () => {
    const make = await maker({}, 'sequence')
    expect((await make(value('chest'), 'c1')).tensors.get('ids')?.dims).toEqual([3])
    const limited = await maker({}, 'sequence', {
      truncation: { max_length: 3, direction: 'Right', stride: 0, strategy: 'LongestFirst' },
    })
    expect([...(await limited(value('chest no'), 'c1')).tensors.get('ids')!.values]).toEqual([2n, 5n, 3n])
  })

  it('are padded on the side the tokenizer pads', async () => {
    const make = await maker(all, 5, { padding: padLeft })
    const { tensors, text } = await make(value('no'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([0n, 0n, 2n, 6n, 3n])
    expect([...tensors.get('mask')!.values]).toEqual([0n, 0n, 1n, 1n, 1n])
    expect(text?.tokens.map(({ position }) => position)).toEqual([2, 3, 4])
  })

  it('are refused with a sentence that holds nothing of the text', async () => {
    const make = await maker({}, 6)
    await expect(make(value('  '), 'c7')).rejects.toThrow('Case c7, report: the text has no words.')
    await expect(make({ kind: 'record', cells: {} }, 'c7')).rejects.toThrow('the source is of kind record')
    const short = await maker({ length: 2 }, 'sequence')
    await expect(short(value('chest'), 'c7')).rejects.toThrow('a length of 2 tokens leaves no room beside 2')
    const other = await maker({ length: 4 }, 6)
    await expect(other(value('chest'), 'c7')).rejects.toThrow(
      'the tensor is 4, but input ids of the model wants 6',
    )
  })

  it('fill the token types with what the file says: 3 for padding, 1 for the last token', async () => {
    const postProcessor = structuredClone(buildWordPiece([])['post_processor']) as {
      single: { SpecialToken?: { type_id: number } }[]
    }
    postProcessor.single[2]!.SpecialToken!.type_id = 1
    const make = await maker(all, 5, { padding: padLeft, post_processor: postProcessor })
    const { tensors } = await make(value('no'), 'c1')
    expect([...tensors.get('types')!.values]).toEqual([3n, 3n, 0n, 0n, 1n])
  })

  it('are padded as the file says where the model leaves the length open', async () => {
    const padding = { ...padLeft, direction: 'Right', strategy: { Fixed: 5 }, pad_to_multiple_of: 4 }
    const make = await maker({}, 'sequence', { padding })
    const { tensors } = await make(value('no'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([2n, 6n, 3n, 0n, 0n, 0n, 0n, 0n])
  })

  it('are cut at the start where the file says so: the last words are kept, and it is said', async () => {
    const make = await maker({}, 4, { truncation: cutLeft })
    const { tensors, text, notices } = await make(value('chest no. chest now. no'), 'c1')
    expect([...tensors.get('ids')!.values]).toEqual([2n, 8n, 6n, 3n])
    expect(text?.tokens.map(({ word }) => word)).toEqual([null, 0, 1, null])
    expect(text?.words.map((word) => word.text)).toEqual(['.', 'no'])
    expect(text?.sentenceEnds).toEqual([0])
    expect(notices).toEqual([
      {
        code: 'text/cut',
        details: { caseId: 'c1', modality: 'report', side: 'start', tokens: 10, length: 4 },
      },
    ])
  })

  it('are as long as the text where nothing is cut, without a word', async () => {
    const make = await maker({}, 4, { truncation: cutLeft })
    expect(await make(value('chest no'), 'c1')).not.toHaveProperty('notices')
  })
})

describe('a tokenizer without a padding token', () => {
  async function padded(fields: { padToken?: string; padId?: number }, length: number | string) {
    const tokens = fields.padToken === undefined ? [] : [fields.padToken]
    const tokenizer = await loadTokenizer(await writeTokenizer(buildByteLevel()), { tokens })
    const inputDims = new Map([['ids', ['batch', length]]])
    return createTensorMaker(buildTextModality(fields), { inputDims, statistics: new Map(), tokenizer })
  }

  it('is refused before any case is read, with what a study can say', async () => {
    await expect(padded({}, 3)).rejects.toMatchObject({
      code: 'text/needs-pad-token',
      details: { modality: 'report', file: 'tokenizer.json', length: 3 },
    })
  })

  it('pads with the token of the study, by name or by number', async () => {
    const byName = await padded({ padToken: '<|endoftext|>' }, 3)
    const made = await byName(value('a'), 'c1')
    expect([...made.tensors.get('ids')!.values]).toEqual([1n, 0n, 0n])
    expect(made.text?.special.pad).toBe(0)
    const byNumber = await padded({ padId: 7 }, 3)
    expect([...(await byNumber(value('a'), 'c1')).tensors.get('ids')!.values]).toEqual([1n, 7n, 7n])
    await expect(padded({ padToken: '<pad>' }, 3)).rejects.toThrow(
      'padToken is <pad>, which is no token of tokenizer.json',
    )
  })

  it('needs none where the model leaves the length open', async () => {
    const make = await padded({}, 'sequence')
    expect((await make(value('abc'), 'c1')).tensors.get('ids')?.dims).toEqual([3])
  })
})

describe('a maker of texts', () => {
  it('need a tokenizer and inputs that exist', async () => {
    const context = { inputDims: new Map([['ids', ['batch', 3]]]), statistics: new Map(), tokenizer: null }
    expect(() => createTensorMaker(buildTextModality(), context)).toThrow('no tokenizer was loaded')
    await expect(maker({ attentionMask: 'elsewhere' }, 6)).rejects.toMatchObject({ code: 'tensor/no-input' })
  })
})
