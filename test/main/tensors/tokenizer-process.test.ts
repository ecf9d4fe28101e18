import { describe, expect, it } from 'vitest'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { createTokenizerProcess } from '../../../src/main/tensors/tokenizer-process'
import { buildWordPiece, writeTokenizer } from '../../fixtures/builders/tokenizer'

const sound = buildWordPiece(['chest', 'a', '##a'])

/** A pattern that tries every way to cut a row of letters before it gives up. */
const backtracking = {
  ...sound,
  pre_tokenizer: {
    type: 'Split',
    pattern: { Regex: '(x+x+)+y' },
    behavior: 'Isolated',
    invert: false,
  },
}

/** Each step makes ten letters of one. */
const growing = {
  ...sound,
  normalizer: {
    type: 'Sequence',
    normalizers: Array.from({ length: 12 }, () => ({
      type: 'Replace',
      pattern: { String: 'x' },
      content: 'xxxxxxxxxx',
    })),
  },
}

const load = async (content: unknown, bounds: { patienceMs?: number; memoryBytes?: number }) =>
  loadTokenizer(await writeTokenizer(content), {
    process: createTokenizerProcess({ patienceMs: 60_000, memoryBytes: 2 ** 40, ...bounds }),
  })

describe('a tokenizer in its process', () => {
  it('that never ends is stopped, and the next text has a new process', async () => {
    const { tokenise } = await load(backtracking, { patienceMs: 2000 })
    const [first, second] = [tokenise(`${'x'.repeat(20)} `.repeat(2000)), tokenise('chest')]
    await expect(first).rejects.toMatchObject({
      code: 'text/tokenizer-slow',
      details: { file: 'tokenizer.json' },
    })
    expect((await second).content).toHaveLength(1)
  })

  it('that panics ends its process and not ours', async () => {
    const { tokenise } = await load(backtracking, {})
    await expect(tokenise('x'.repeat(60))).rejects.toMatchObject({ code: 'text/tokenizer-ended' })
    expect((await tokenise('chest')).content).toHaveLength(1)
  })

  it('that makes a text longer and longer is stopped by its memory, and not asked for ever', async () => {
    const { tokenise } = await load(growing, { memoryBytes: 200 * 2 ** 20 })
    await expect(tokenise('x')).rejects.toMatchObject({ code: 'text/tokenizer-memory' })
    expect((await tokenise('chest')).content).toHaveLength(1)
    for (const text of ['x', 'x', 'chest'])
      await expect(tokenise(text)).rejects.toMatchObject({ code: 'text/tokenizer-memory' })
  })

  it('is opened once in a process', async () => {
    const process = createTokenizerProcess()
    const opening = { ask: 'open', key: 'k', text: JSON.stringify(sound), tokens: ['[PAD]', 'none'] } as const
    expect(await process.ask(opening, 'a.json')).toEqual({ ids: { '[PAD]': 0, none: null } })
    expect(await process.ask({ ask: 'opens', text: '{}' }, 'a.json')).toEqual({ opens: false })
    const encoding = await process.ask({ ask: 'encode', key: 'k', text: 'chest' }, 'a.json')
    expect(encoding).toMatchObject({ encoding: { ids: [2, 5, 3] } })
  })
})
