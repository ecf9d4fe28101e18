import { at } from '@shared/at'
import { planesOf } from '@shared/picture/planes'
import { MessageChannel } from 'node:worker_threads'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import type { Api } from '@shared/api'
import type { RunEvent } from '@shared/run'
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import { serveBrowser } from '../../src/main/hosts/browser/serve-browser'
import { createLaunchInProcess } from '../../src/main/hosts/engine/launch-in-process'
import { createRouter } from '../../src/main/hosts/engine/router'
import type { ApiService } from '../../src/main/services/service'
import { createServices } from '../../src/main/services/services'
import { createApi } from '../../src/renderer/src/api/create-api'
import { forkInProcess } from '../fixtures/builders/fork-in-process'
import { connectSocket, page } from '../fixtures/builders/transports'

const side = 512
const picture = Float32Array.from({ length: side * side }, (_, index) => Math.fround(index / 7))
const request = { studyId: 's', caseId: 'c', modality: 'm', view: 'source', axis: 'z', index: 0 } as const

interface Line {
  readonly api: Api
  /** The engine goes away. */
  readonly breakOff: () => void
  /** The page goes away. */
  readonly leave: () => Promise<void>
  readonly close: () => Promise<void>
}

const openPort = (services: ApiService): Promise<Line> => {
  const { port1, port2 } = new MessageChannel()
  new RPCHandler(createRouter(services)).upgrade(port1)
  const link = new RPCLink<ClientContext>({ port: port2 })
  const close = (): void => {
    port1.close()
  }
  const api = createApi({ link: () => Promise.resolve(link) })
  const leave = (): Promise<void> => {
    port2.close()
    return Promise.resolve()
  }
  return Promise.resolve({ api, breakOff: close, leave, close: leave })
}

const openSocket = async (services: ApiService): Promise<Line> => {
  const fork = forkInProcess(services)
  const host = await serveBrowser({ fork, page, port: 0, home: '/nowhere', roots: [] })
  const { api, close } = await connectSocket(host)
  return {
    api,
    breakOff: () => {
      host.engine.stop()
    },
    leave: close,
    close: async () => {
      await close()
      await host.close()
    },
  }
}

/** What services cannot show: how a line carries bytes, streams and its own end. */
describe.each([
  ['a message port', openPort],
  ['a WebSocket and the channels of the engine', openSocket],
])('%s', (_name, open) => {
  let home: string
  let line: Line
  let streamEnd: Mock<() => void>
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-line-'))
    streamEnd = vi.fn<() => void>()
    const options = { home, roots: [home], clock: () => new Date(), launchRun: createLaunchInProcess() }
    const services = createServices(options)
    line = await open({
      ...services,
      datasets: {
        ...services.datasets,
        slice: () =>
          Promise.resolve({
            dims: [side, side, 1],
            range: [0, 1],
            percentiles: [0, 0, 1, 1],
            pixelAspect: 1,
            plane: at(planesOf({ dims: [1, 1, 1], affineLps: null, pixels: null }).planes, 0),
            stored: 'float32' as const,
            pixels: Buffer.from(picture.buffer).toString('base64'),
          }),
        case: () => Promise.reject(new TypeError('Jane Doe is not a number')),
      },
      runs: {
        ...services.runs,
        events: ({ run }, call) => Promise.resolve(endless(run, call?.signal)),
        result: () => new Promise(() => undefined),
      },
    })
  })
  afterEach(async () => {
    await line.close()
    rmSync(home, { recursive: true, force: true })
  })

  async function* endless(run: string, signal?: AbortSignal): AsyncGenerator<RunEvent, void> {
    try {
      for (let sequence = 0; signal?.aborted !== true; sequence += 1) {
        yield { event: 'cancelled', run, sequence }
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    } finally {
      streamEnd()
    }
  }

  it('carries a slice of a megabyte unchanged', async () => {
    const { pixels, dims } = await line.api.datasets.slice(request)
    expect(dims).toEqual([side, side, 1])
    expect(Buffer.from(pixels, 'base64').equals(Buffer.from(picture.buffer))).toBe(true)
  })

  it('tells the engine when a listener leaves a stream', async () => {
    const seen: number[] = []
    for await (const { sequence } of await line.api.runs.events({ run: 'r' })) {
      seen.push(sequence)
      if (sequence === 3) break
    }
    expect(seen).toEqual([0, 1, 2, 3])
    await vi.waitFor(() => {
      expect(streamEnd).toHaveBeenCalledOnce()
    })
  })

  it('tells the engine when a caller aborts', async () => {
    const abort = new AbortController()
    const events = await line.api.runs.events({ run: 'r' }, { signal: abort.signal })
    const reading = (async () => {
      for await (const { sequence } of events) if (sequence === 3) abort.abort()
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    await vi.waitFor(() => {
      expect(streamEnd).toHaveBeenCalledOnce()
    })
  })

  it('names a fault of ours by its class and keeps its words', async () => {
    const failed = line.api.datasets.case({ studyId: 's', caseId: 'c' })
    await expect(failed).rejects.toMatchObject({ code: 'bug/unexpected', details: { words: 'TypeError' } })
  })

  it('fails what is pending with engine/stopped when the engine goes away', async () => {
    await line.api.studies.demos()
    const pending = line.api.runs.result({ run: 'r' })
    const stream = (async () => {
      for await (const { sequence } of await line.api.runs.events({ run: 'r' }))
        if (sequence === 2) line.breakOff()
    })()
    const outcomes = await Promise.allSettled([pending, stream])
    expect(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : 'ok'))).toEqual([
      expect.objectContaining({ code: 'engine/stopped' }),
      expect.objectContaining({ code: 'engine/stopped' }),
    ])
  })

  it('tells the engine when the page goes away', async () => {
    const stream = (async () => {
      for await (const { sequence } of await line.api.runs.events({ run: 'r' }))
        if (sequence === 2) await line.leave()
    })()
    await expect(stream).rejects.toMatchObject({ code: 'engine/stopped' })
    await vi.waitFor(() => {
      expect(streamEnd).toHaveBeenCalledOnce()
    })
  })
})
