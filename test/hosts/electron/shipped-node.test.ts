import { spawn } from 'node:child_process'
import type * as childProcess from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { orSayWhy } from '../../../src/main/hosts/electron/or-say-why'
import { forkShippedNode, unpackedFolder } from '../../../src/main/hosts/electron/shipped-node'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const electron = vi.hoisted(() => ({
  app: { isPackaged: false, exit: vi.fn() },
  dialog: { showErrorBox: vi.fn() },
}))
vi.mock('electron', () => electron)
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof childProcess>()
  return { ...real, spawn: vi.fn(real.spawn) }
})

const folders = useTemporaryFolders()
const name = process.platform === 'win32' ? 'node.exe' : 'node'
/** A program that answers with what it was told, its bytes as they came, and how it was started. */
const echo = `process.on('message', (message) => {
  process.send({ message, options: process.env.NODE_OPTIONS, quiet: process.env.ORT_DISABLE_TELEMETRY, argv: process.execArgv })
})`

function writePrograms(folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  writeFileSync(join(folder, 'engine.js'), echo)
  return folder
}

const ask = (folder: string, message: unknown): Promise<unknown> =>
  new Promise((resolve) => {
    const child = forkShippedNode(folder)<unknown, unknown>('engine')
    child.onExit(() => undefined)
    child.listen((answer) => {
      child.kill()
      resolve(answer)
    })
    child.post(message)
  })

describe('engine and runners under Electron', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.clearAllMocks()
    electron.app.isPackaged = false
    Reflect.deleteProperty(process, 'resourcesPath')
  })

  it('run in the Node that npm start names, with bytes unchanged, quiet, and without options of the environment', async () => {
    vi.stubEnv('MODALENS_NODE', process.execPath)
    vi.stubEnv('NODE_OPTIONS', '--stack-trace-limit=7')
    const message = { kind: 'data', data: Uint8Array.from([0, 1, 254, 255]), words: 'größe' }
    expect(await ask(writePrograms(folders({})), message)).toEqual({ message, quiet: '1', argv: [] })
    expect(vi.mocked(spawn).mock.calls[0]?.[2]).toMatchObject({ windowsHide: true })
  })

  it('run in the shipped Node of a packaged application, from the programs beside its archive', async () => {
    const resources = folders({})
    electron.app.isPackaged = true
    Object.defineProperty(process, 'resourcesPath', { value: resources, configurable: true })
    mkdirSync(join(resources, 'node'))
    // A link will do where one may be made: the program has 100 MB.
    if (process.platform === 'win32') copyFileSync(process.execPath, join(resources, 'node', name))
    else symlinkSync(process.execPath, join(resources, 'node', name))
    writePrograms(join(resources, 'app.asar.unpacked', 'out', 'main'))
    await ask(join(resources, 'app.asar', 'out', 'main'), {})
    expect(vi.mocked(spawn).mock.calls[0]?.[0]).toBe(join(resources, 'node', name))
  })

  it('do not start without it, which a box of the system says', () => {
    electron.app.isPackaged = true
    Object.defineProperty(process, 'resourcesPath', { value: folders({}), configurable: true })
    expect(orSayWhy(() => forkShippedNode('/programs'))).toBeNull()
    expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(3)
    expect(electron.dialog.showErrorBox.mock.calls[0]?.[1]).toContain(
      'The Node program that computes is missing',
    )
  })
})

it.each([
  [
    ['', 'opt', 'app.asar', 'out', 'main'],
    ['', 'opt', 'app.asar.unpacked', 'out', 'main'],
  ],
  [
    ['', 'opt', 'app.asar.unpacked', 'out'],
    ['', 'opt', 'app.asar.unpacked', 'out'],
  ],
  [
    ['', 'home', 'my-app.asarium', 'out'],
    ['', 'home', 'my-app.asarium', 'out'],
  ],
])('the folder %j is %j for plain Node', (folder, expected) => {
  expect(unpackedFolder(folder.join(sep))).toBe(expected.join(sep))
})
