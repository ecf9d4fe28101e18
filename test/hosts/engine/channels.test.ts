import { describe, expect, it } from 'vitest'
import { createChannels } from '../../../src/main/hosts/engine/channels'
import type { EngineToHost } from '../../../src/main/hosts/engine/messages'
import { frameFault, largestFrameBytes } from '../../../src/main/hosts/engine/request-frame'
import { createRouter } from '../../../src/main/hosts/engine/router'
import { createServices } from '../../../src/main/services/services'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const timeout = 30_000
const call = (id: string, url: string, body?: unknown): string =>
  JSON.stringify({ i: id, p: { u: url, b: { json: body } } })

function openChannels(slice?: (signal?: AbortSignal) => Promise<never>) {
  const home = folders({})
  const services = createServices({
    home,
    roots: [home],
    clock: () => new Date(),
    launchRun: () => {
      throw new Error('no run is launched here')
    },
  })
  const posted: EngineToHost[] = []
  const router = createRouter({
    ...services,
    datasets: { ...services.datasets, slice: (_input, options) => slice!(options?.signal) },
  })
  const channels = createChannels(router, (message) => posted.push(message))
  channels.open(1)
  channels.open(2)
  return { channels, posted }
}

describe('a channel of the engine', () => {
  it('is refused for nonsense, its calls are ended, and the others go on', async () => {
    let signal: AbortSignal | undefined
    const { channels, posted } = openChannels((given) => {
      signal = given
      return new Promise(() => undefined)
    })
    const slice = { studyId: 's', caseId: 'c', modality: 'm', view: 'source', axis: 'z', index: 0 }
    channels.hear(1, call('1', '/datasets/slice', slice))
    await expect.poll(() => signal?.aborted).toBe(false)
    channels.hear(1, '{"cut')
    channels.hear(1, call('2', '/runs/list'))
    channels.hear(2, call('1', '/runs/list'))
    const told = () => posted.map((one) => [one.kind, 'channel' in one ? one.channel : 0])
    await expect.poll(told, { timeout }).toEqual([
      ['refused', 1],
      ['data', 2],
    ])
    expect(signal?.aborted).toBe(true)
  })

  it('tells the service that its caller gave the call up', async () => {
    let signal: AbortSignal | undefined
    const { channels } = openChannels((given) => {
      signal = given
      return new Promise(() => undefined)
    })
    const slice = { studyId: 's', caseId: 'c', modality: 'm', view: 'source', axis: 'z', index: 0 }
    channels.hear(1, call('1', '/datasets/slice', slice))
    await expect.poll(() => signal?.aborted, { timeout }).toBe(false)
    channels.hear(1, JSON.stringify({ i: '1', t: 4 }))
    await expect.poll(() => signal?.aborted, { timeout }).toBe(true)
  })

  it('answers a call of nothing and a call with bad arguments, and stays open', async () => {
    const { channels, posted } = openChannels()
    channels.hear(1, call('1', '/no/such'))
    channels.hear(1, call('2', '/runs/start', { studyId: 7 }))
    channels.hear(1, call('3', '/runs/list'))
    await expect.poll(() => posted.map(({ kind }) => kind), { timeout }).toEqual(['data', 'data', 'data'])
  })

  it('is refused when calls pile up on it', async () => {
    const { channels, posted } = openChannels(() => new Promise(() => undefined))
    const slice = { studyId: 's', caseId: 'c', modality: 'm', view: 'source', axis: 'z', index: 0 }
    for (let id = 0; id < 1001; id += 1) channels.hear(1, call(String(id), '/datasets/slice', slice))
    await expect
      .poll(() => posted, { timeout })
      .toEqual([{ kind: 'refused', channel: 1, why: 'more than 1000 calls are open' }])
  })
})

describe('a frame', () => {
  it.each([
    ['an own call', call('1', '/runs/list'), null],
    ['the end of a call', JSON.stringify({ i: '1', t: 4 }), null],
    ['bytes', new Uint8Array(3), 'it is no text'],
    ['a number', '7', 'it is neither a call nor the end of one'],
    ['a list', '[]', 'it is neither a call nor the end of one'],
    [
      'an event of a stream',
      JSON.stringify({ i: '1', t: 3, p: {} }),
      'it is neither a call nor the end of one',
    ],
    [
      'a key too many',
      JSON.stringify({ i: '1', p: { u: '/x' }, q: 1 }),
      'it is neither a call nor the end of one',
    ],
    ['an address elsewhere', call('1', 'http://x'), 'it is neither a call nor the end of one'],
    ['what is too long', 'x'.repeat(largestFrameBytes + 1), 'it is longer than 32 MiB'],
  ])('that is %s', (_what, frame, fault) => {
    expect(frameFault(frame)).toBe(fault)
  })
})
