import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { serveBrowser, type BrowserHost } from '../../../src/main/hosts/browser/serve-browser'
import { largestFrameBytes } from '../../../src/main/hosts/engine/request-frame'
import { createFakeFork } from '../../fixtures/builders/fake-fork'
import { connectSocket, logIn, startTestHost } from '../../fixtures/builders/transports'

describe('the browser host', () => {
  let home: string
  let host: BrowserHost
  let cookie: string
  let origin: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'modalens-host-'))
    host = await startTestHost(home)
    ;({ cookie, origin } = await logIn(host))
  })
  afterAll(async () => {
    await host.close()
    rmSync(home, { recursive: true, force: true })
  })

  /** fetch normalises paths and sets Host itself, so requests are made by hand. */
  const get = (
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; headers: NodeJS.Dict<unknown> }> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(origin)
      request({ host: '127.0.0.1', port, path, headers }, (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
      })
        .on('error', reject)
        .end()
    })

  it('serves its page to whoever has the cookie, with a strict policy', async () => {
    const answer = await get('/', { cookie })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('gives a cookie that no script and no other site can use', async () => {
    const answer = await fetch(host.url(), { redirect: 'manual' })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
  })

  it('takes each token once, and never the cookie for one', async () => {
    const address = host.url()
    expect((await fetch(address, { method: 'HEAD', redirect: 'manual' })).status).toBe(403)
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302)
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(403)
    expect(host.url()).not.toBe(address)
    const secret = cookie.split('=')[1] ?? ''
    expect((await get(`/?token=${secret}`, {})).status).toBe(403)
  })

  it.each([
    ['no cookie', '/', {}, 403],
    ['a wrong token', '/?token=00000000000000000000000000000000', {}, 403],
    ['a foreign Host (DNS rebinding)', '/', { host: 'evil.example' }, 403],
    ['a foreign Origin', '/', { origin: 'http://evil.example' }, 403],
    ['a path out of its folder', '/../main/engine.js', {}, 404],
    ['an encoded path out of its folder', '/%2e%2e/main/engine.js', {}, 404],
    ['an encoded slash', '/..%2fmain%2fengine.js', {}, 404],
  ])('refuses %s', async (what, path, headers, status) => {
    const withCookie = what === 'no cookie' || what === 'a wrong token' ? {} : { cookie }
    expect((await get(path, { ...withCookie, ...headers })).status).toBe(status)
  })

  /** What no browser sends, but anybody can. */
  const sendRaw = (head: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = createConnection(Number(new URL(origin).port), '127.0.0.1', () => socket.write(head))
      let answer = ''
      socket.on('data', (bytes) => (answer += bytes.toString('utf8')))
      socket.on('error', () => {
        resolve(answer)
      })
      socket.on('close', () => {
        resolve(answer)
      })
    })

  it.each([
    ['a request', 'Connection: close', '400'],
    ['an upgrade', 'Connection: Upgrade\r\nUpgrade: websocket', '403'],
  ])('survives %s for an address that is none', async (_what, header, status) => {
    const { host: name } = new URL(origin)
    const answer = await sendRaw(`GET // HTTP/1.1\r\nHost: ${name}\r\n${header}\r\n\r\n`)
    expect(answer).toContain(`HTTP/1.1 ${status}`)
    expect((await get('/', { cookie })).status).toBe(200)
  })

  it('keeps its cookie when a second host starts on this machine', async () => {
    const other = await startTestHost(home)
    try {
      expect((await logIn(other)).cookie.split('=')[0]).not.toBe(cookie.split('=')[0])
    } finally {
      await other.close()
    }
  })

  it.each([-1, 65_536, 1.5, Number.NaN])('says that the port %d cannot be used', async (port) => {
    const options = { fork: createFakeFork().fork, page: home, home, roots: [], port }
    await expect(serveBrowser(options)).rejects.toMatchObject({ code: 'engine/port' })
  })

  it('says that a port is taken', async () => {
    const port = Number(new URL(origin).port)
    const options = { fork: createFakeFork().fork, page: home, home, roots: [], port }
    await expect(serveBrowser(options)).rejects.toMatchObject({ code: 'engine/port', details: { port } })
  })

  const connect = (
    path: string,
    options: { origin?: string; headers?: Record<string, string> },
  ): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, options)
      socket.on('open', () => {
        socket.terminate()
        resolve('open')
      })
      socket.on('error', (error) => {
        resolve(error.message)
      })
    })

  /** What a connection hears when it sends this. */
  const sendFrame = (frame: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/api`, { origin, headers: { cookie } })
      socket.on('open', () => {
        socket.send(frame)
      })
      socket.on('error', () => undefined)
      socket.on('close', (code, reason) => {
        resolve(`${code} ${reason.toString('utf8')}`.trim())
      })
    })

  it.each([
    ['words that are no JSON', 'hello', '1008 it is no JSON'],
    ['JSON that is no call', '{"i":1}', '1008 it is neither a call nor the end of one'],
    ['a call without an address', '{"i":"1","p":{}}', '1008 it is neither a call nor the end of one'],
    ['null', 'null', '1008 it is neither a call nor the end of one'],
    ['bytes', Buffer.from([1, 2, 255]), '1008 it is no text'],
    ['more than any call has', 'x'.repeat(largestFrameBytes + 1), '1009'],
  ])(
    'closes the connection that sends %s, with a reason, and serves the others',
    async (_what, frame, heard) => {
      const { api, close } = await connectSocket(host)
      await api.studies.demos()
      expect(await sendFrame(frame)).toBe(heard)
      // The same connection as before: the engine went on.
      expect(await api.studies.demos()).toHaveLength(7)
      await close()
    },
  )

  it('upgrades its own page and nobody else', async () => {
    expect(await connect('/api', { origin, headers: { cookie } })).toBe('open')
    expect(await connect('/api', { origin })).toContain('403')
    expect(await connect('/api', { headers: { cookie } })).toContain('403')
    expect(await connect('/api', { origin: 'http://evil.example', headers: { cookie } })).toContain('403')
    expect(await connect('/other', { origin, headers: { cookie } })).toContain('403')
  })
})
