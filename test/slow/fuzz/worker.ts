/** Reads one damaged file after another in a process of its own, so that a crash or a hang can be seen from outside. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAppError } from '@shared/errors'
import { openTable } from '../../../src/main/dataset/open-table'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { readImage } from '../../../src/main/readers/read-image'
import { readSignal } from '../../../src/main/readers/read-signal'
import { readText } from '../../../src/main/readers/read-text'
import { readVolume } from '../../../src/main/readers/read-volume'
import { fuzzFixtures, type FuzzFixture, type FuzzTarget } from './fixtures'
import { createRandom } from '../../../src/main/maskers/random'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { mutate } from './mutate'
import { mutateJson } from './mutate-json'

export interface FuzzTask {
  readonly fixture: number
  /** Null: the sound file. */
  readonly seed: number | null
}

export interface FuzzAnswer {
  readonly outcome: 'read' | 'refused' | 'fault'
  /** Code of a refusal, or what was thrown instead of one. */
  readonly words: string
  readonly memoryBytes: number
}

const targets: Readonly<Record<FuzzTarget, (path: string) => Promise<unknown>>> = {
  signal: (path) => readSignal(path, null),
  image: (path) => readImage(path),
  volume: (path) => readVolume(path, null),
  table: (path) => openTable(path),
  text: (path) => readText(path),
  model: (path) => inspectModel(path),
  tokenizer: async (path) => {
    const { tokenise } = await loadTokenizer(path)
    // A text that the tokenizer cannot encode is refused with its case; here only the process must live.
    for (const text of texts) await tokenise(text).catch(() => null)
  },
}

const texts = ['', ' ', 'No chests, 2.7\nl 😀', '胸部 [SEP] <s> e\u0301']

/** Damage that keeps a file JSON goes deeper; every other tokenizer has it. */
function damaged({ target, bytes }: FuzzFixture, seed: number): Uint8Array {
  const random = createRandom('fuzz', seed)
  return target === 'tokenizer' && seed % 2 === 0 ? mutateJson(bytes, random) : mutate(bytes, random)
}

const folder = mkdtempSync(join(tmpdir(), 'modalens-fuzz-'))
const fixtures = fuzzFixtures()

process.on('message', (task: FuzzTask) => {
  void answer(task).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
process.send?.({ ready: fixtures.map(({ name }) => name) })

async function answer({ fixture, seed }: FuzzTask): Promise<FuzzAnswer> {
  const chosen = fixtures[fixture]
  if (chosen === undefined) return { outcome: 'fault', words: 'no such fixture', memoryBytes: 0 }
  const path = join(folder, chosen.fileName)
  writeFileSync(path, seed === null ? chosen.bytes : damaged(chosen, seed))
  const memory = (): number => process.memoryUsage().rss
  try {
    await targets[chosen.target](path)
    return { outcome: 'read', words: '', memoryBytes: memory() }
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code !== 'bug/unexpected') {
      return { outcome: 'refused', words: thrown.code, memoryBytes: memory() }
    }
    const words = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    return { outcome: 'fault', words, memoryBytes: memory() }
  }
}
