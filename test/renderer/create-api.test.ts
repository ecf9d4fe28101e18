import { ORPCError, type ClientContext, type ClientLink } from '@orpc/client'
import { AppError } from '@shared/errors'
import { createApi } from '@/api/create-api'
import { describe, expect, it } from 'vitest'

const apiThat = (call: ClientLink<ClientContext>['call']) =>
  createApi({ link: () => Promise.resolve({ call }) })

describe('the Api on this side of the border', () => {
  it('turns the error of a service back into our error class', async () => {
    const api = apiThat(() =>
      Promise.reject(
        new ORPCError('APP_ERROR', { status: 422, data: { code: 'run/not-found', details: { run: 'r' } } }),
      ),
    )
    await expect(api.runs.list()).rejects.toMatchObject({
      name: 'AppError',
      code: 'run/not-found',
      message: 'There is no run r.',
    })
  })

  it('calls refused arguments by their call', async () => {
    const api = apiThat(() => Promise.reject(new ORPCError('BAD_REQUEST')))
    await expect(api.runs.list()).rejects.toMatchObject({
      code: 'engine/bad-request',
      details: { call: 'runs.list' },
    })
  })

  it('says that the engine stopped when the line breaks, in a call and in a stream', async () => {
    await expect(apiThat(() => Promise.reject(new Error('closed'))).runs.list()).rejects.toMatchObject({
      code: 'engine/stopped',
    })
    const api = apiThat(() =>
      Promise.resolve(
        (async function* () {
          await Promise.resolve()
          yield { event: 'cancelled' }
          throw new Error('closed')
        })(),
      ),
    )
    const seen: unknown[] = []
    const listen = async (): Promise<void> => {
      for await (const event of await api.runs.events({ run: 'r' })) seen.push(event)
    }
    await expect(listen()).rejects.toMatchObject({ code: 'engine/stopped' })
    expect(seen).toHaveLength(1)
  })

  it('says why the line broke where the line knows it, and never over an answer', async () => {
    const whyBroken = () => Promise.resolve(new AppError('engine/host-gone', {}))
    const apiOf = (thrown: Error) =>
      createApi({ link: () => Promise.resolve({ call: () => Promise.reject(thrown) }), whyBroken })
    await expect(apiOf(new Error('closed')).runs.list()).rejects.toMatchObject({ code: 'engine/host-gone' })
    const answer = new ORPCError('APP_ERROR', { data: { code: 'run/not-found', details: { run: 'r' } } })
    await expect(apiOf(answer).runs.list()).rejects.toMatchObject({ code: 'run/not-found' })
  })

  it('lets the caller’s own abort pass as it is', async () => {
    const abort = new DOMException('aborted', 'AbortError')
    await expect(apiThat(() => Promise.reject(abort)).runs.list()).rejects.toBe(abort)
  })
})
