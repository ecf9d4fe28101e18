import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { buildBytes, writeTokenizer } from '../../fixtures/builders/tokenizer'

const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { Tokenizer } = require(workerData.library)
Tokenizer.fromFile(workerData.path).encode('no').then((encoding) => parentPort.postMessage(encoding.getIds()))
`

/** Cases are computed in several worker threads at once, each with a tokenizer of its own. */
describe('the native library', () => {
  it('opens in several worker threads and gives each the same ids', async () => {
    const library = fileURLToPath(import.meta.resolve('tokenizers'))
    const path = await writeTokenizer(buildBytes())
    const answers = Array.from({ length: 3 }, () => {
      const worker = new Worker(source, { eval: true, workerData: { library, path } })
      return new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject))
    })
    const letter = (character: string) => 1 + (character.codePointAt(0) ?? 0)
    expect(await Promise.all(answers)).toEqual([1, 2, 3].map(() => [letter('n'), letter('o')]))
  })
})
