import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { channelNames } from '../../../src/main/hosts/electron/channel-names'
import { connectPages } from '../../../src/main/hosts/electron/connect-pages'
import { superviseEngine } from '../../../src/main/hosts/engine/engine-supervisor'
import { createFakeFork } from '../../fixtures/builders/fake-fork'

const electron = vi.hoisted(() => ({
  hear: new Map<string, (event: object) => void>(),
  answer: new Map<string, (event: object) => unknown>(),
  ports: [] as { port1: object; port2: object }[],
}))
vi.mock('electron', () => ({
  ipcMain: {
    on: (name: string, hear: (event: object) => void) => electron.hear.set(name, hear),
    handle: (name: string, answer: (event: object) => unknown) => electron.answer.set(name, answer),
  },
  protocol: {},
  MessageChannelMain: class {
    readonly port1 = Object.assign(new EventEmitter(), {
      postMessage: vi.fn(),
      close: vi.fn(),
      start: vi.fn(),
    })
    readonly port2 = {}
    constructor() {
      electron.ports.push(this)
    }
  },
}))

const connect = (url: string) => {
  const postMessage = vi.fn()
  const { fork, made } = createFakeFork()
  connectPages(superviseEngine({ fork, home: '/home', roots: [] }))
  electron.hear.get(channelNames.connect)?.({ senderFrame: { parent: null, url, postMessage } })
  const port = electron.ports[0]?.port1 as
    (EventEmitter & Record<'postMessage' | 'close', ReturnType<typeof vi.fn>>) | undefined
  return { postMessage, port, engine: made[0]! }
}

const whyClosed = (url: string): unknown =>
  electron.answer.get(channelNames.fault)?.({ senderFrame: { parent: null, url } })

describe('a page of the Electron shell that asks for the engine', () => {
  beforeEach(() => {
    electron.ports.length = 0
  })

  it('gets a port whose messages go to its channel and back', () => {
    const { postMessage, port, engine } = connect('app://modalens/')
    expect(postMessage).toHaveBeenCalledExactlyOnceWith(channelNames.port, null, [electron.ports[0]?.port2])
    port?.emit('message', { data: 'in' })
    expect(engine.posted).toContainEqual({ kind: 'data', channel: 1, data: 'in' })
    engine.say({ kind: 'data', channel: 1, data: 'out' })
    expect(port?.postMessage).toHaveBeenCalledExactlyOnceWith('out')
  })

  it('loses its port when the engine dies, and its channel when it goes itself', () => {
    const first = connect('app://modalens/')
    expect(whyClosed('app://modalens/')).toBeNull()
    first.engine.die('signal SIGKILL')
    expect(first.port?.close).toHaveBeenCalledOnce()
    expect(whyClosed('app://modalens/')).toEqual({
      code: 'engine/stopped',
      details: { why: 'signal SIGKILL' },
    })
    expect(whyClosed('https://example.org/')).toBeNull()
    electron.ports.length = 0
    const second = connect('app://modalens/')
    second.port?.emit('close')
    expect(second.engine.posted).toContainEqual({ kind: 'close', channel: 1 })
  })

  it('loses its port when it sends what is no message of the Api', () => {
    const { port, engine } = connect('app://modalens/')
    port?.emit('message', { data: { deep: () => undefined } })
    expect(port?.close).toHaveBeenCalledOnce()
    expect(whyClosed('app://modalens/')).toMatchObject({ code: 'engine/bad-message' })
    expect(engine.posted).not.toContainEqual(expect.objectContaining({ kind: 'data' }))
    expect(engine.posted).toContainEqual({ kind: 'close', channel: 1 })
  })

  it('gets nothing when it is not ours', () => {
    const { postMessage, port } = connect('https://example.org/')
    expect([postMessage.mock.calls, port]).toEqual([[], undefined])
  })
})
