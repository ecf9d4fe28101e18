import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openStudy } from '../../../src/main/dataset/open-study'
import { openTable } from '../../../src/main/dataset/open-table'
import { findCt } from '../../../src/main/kinds/volume/find-ct'
import { readTokenNames } from '../../../src/main/tensors/token-names'
import { withFileSync } from '../../../src/main/files/open-file'
import { readBytes, readHead, readPieces } from '../../../src/main/files/read-bytes'
import { restrictToRoots } from '../../../src/main/files/roots'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { readFile } from '../../../src/main/readers/read-file'
import { readText } from '../../../src/main/readers/read-text'
import { readFileRecord } from '../../../src/main/readers/scan/read-file-record'
import { loadTokenizer } from '../../../src/main/tensors/load-tokenizer'
import { endlessFiles } from '../../fixtures/builders/endless-files'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

afterEach(() => {
  restrictToRoots(null)
})

const openers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  study: (path) => openStudy(path),
  table: (path) => openTable(path),
  model: (path) => inspectModel(path),
  tokenizer: (path) => loadTokenizer(path),
  image: (path) => readFile(path, 'image'),
  'text file': (path) => readText(path),
  bytes: (path) => readBytes(path),
  pieces: (path) => readPieces(path, () => undefined),
}

describe('opening a file', () => {
  it.each(Object.keys(openers))('refuses what is no file at once (%s)', async (name) => {
    for (const [, path] of endlessFiles(temporaryFolder({}))) {
      await expect(openers[name]?.(path)).rejects.toMatchObject({ code: 'file/not-a-file' })
    }
  })

  it('says what it is instead', async () => {
    const folder = temporaryFolder({})
    for (const [what, path] of endlessFiles(folder)) {
      await expect(readBytes(path)).rejects.toThrow(what.replace('a link to ', ''))
    }
  })

  it('does not wait while a study is drafted or a folder is scanned', async () => {
    for (const [, path] of endlessFiles(temporaryFolder({}))) {
      expect(readTokenNames(path)).toBeNull()
      expect(findCt(path, []).isCt).toBe(false)
      const { problem } = await readFileRecord({ path, sizeBytes: 0, mtimeMs: 0 }, path)
      expect(problem).toMatchObject({ code: 'file/not-a-file' })
    }
  })

  it('looks at the size before it reads', async () => {
    const path = join(temporaryFolder({ 'ten.bin': new Uint8Array(10) }), 'ten.bin')
    expect(await readBytes(path, 10)).toHaveLength(10)
    await expect(readBytes(path, 9)).rejects.toMatchObject({
      code: 'file/too-large',
      details: { file: 'ten.bin', sizeBytes: 10, limitBytes: 9 },
    })
    expect(await readHead(path, 4)).toMatchObject({ sizeBytes: 10 })
  })

  it('reads a file in pieces as it is', async () => {
    const bytes = Uint8Array.from({ length: 2 ** 20 + 5 }, (_, index) => index % 251)
    const path = join(temporaryFolder({ 'long.bin': bytes }), 'long.bin')
    const pieces: Uint8Array[] = []
    await readPieces(path, (piece) => pieces.push(piece.slice()))
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  })
})

describe('links', () => {
  it('lead nowhere out of the roots of a host', async () => {
    const folder = temporaryFolder({ 'outside/secret.txt': 'secret', 'roots/own.txt': 'own' })
    const [outside, root] = [join(folder, 'outside'), join(folder, 'roots')]
    symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'))
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync(join(root, 'own.txt'), join(root, 'inner.txt'))
    expect(await readText(join(root, 'link.txt'))).toMatchObject({ text: 'secret' })
    restrictToRoots([root])
    for (const name of ['link.txt', 'folder/secret.txt']) {
      await expect(readText(join(root, name))).rejects.toMatchObject({ code: 'file/link-outside' })
    }
    expect(await readText(join(root, 'inner.txt'))).toMatchObject({ text: 'own' })
  })

  it('and no plain path does either', async () => {
    const folder = temporaryFolder({ 'outside/secret.txt': 'secret', 'roots/own.txt': 'own' })
    restrictToRoots([join(folder, 'roots')])
    const refused = { code: 'file/outside-roots', details: { file: 'secret.txt' } }
    for (const path of [join(folder, 'outside/secret.txt'), `${folder}/roots/../outside/secret.txt`]) {
      await expect(readText(path)).rejects.toMatchObject(refused)
      expect(() => withFileSync(path, () => 0)).toThrow(expect.objectContaining(refused))
    }
  })

  it('may have a root behind them', async () => {
    const folder = temporaryFolder({ 'real/own.txt': 'own' })
    symlinkSync(join(folder, 'real'), join(folder, 'root'))
    restrictToRoots([join(folder, 'root')])
    expect(await readText(join(folder, 'root/own.txt'))).toMatchObject({ text: 'own' })
  })
})
