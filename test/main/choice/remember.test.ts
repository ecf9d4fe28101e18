import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recallPath, rememberPath, type RememberedPath } from '../../../src/main/choice/remember'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const taken = (batchSize: number): RememberedPath => ({
  ...{ path: 'batched', device: 'cpu', workers: null, notTried: [], secondsAlone: null },
  batchSize,
})

describe('the memory of paths', () => {
  it('keeps the newest of a key', async () => {
    const file = join(folders({}), 'paths.json')
    for (const size of [1, 2, 3]) await rememberPath(file, 'model', taken(size))
    expect(await recallPath(file, 'model')).toEqual(taken(3))
    expect(await recallPath(file, 'other')).toBeNull()
  })

  it.each(['', '{ damaged', '[]', '{"format":1,"paths":[{"key":"model","path":"teleport"}]}'])(
    'is empty when its file is damaged, which is written anew: %s',
    async (text) => {
      const file = join(folders({ 'paths.json': text }), 'paths.json')
      expect(await recallPath(file, 'model')).toBeNull()
      await rememberPath(file, 'model', taken(4))
      expect(await recallPath(file, 'model')).toEqual(taken(4))
    },
  )

  it('forgets the oldest beyond 200; what is remembered again is new', async () => {
    const file = join(folders({}), 'paths.json')
    const paths = Array.from({ length: 200 }, (_, index) => ({ ...taken(1), key: `k${index}` }))
    writeFileSync(file, JSON.stringify({ format: 1, paths }))
    await rememberPath(file, 'k0', taken(5))
    await rememberPath(file, 'one more', taken(6))
    expect(await recallPath(file, 'k0')).toEqual(taken(5))
    expect(await recallPath(file, 'k1')).toBeNull()
    expect(await recallPath(file, 'k2')).toEqual(taken(1))
    expect((JSON.parse(readFileSync(file, 'utf8')) as { paths: unknown[] }).paths).toHaveLength(200)
  })
})
