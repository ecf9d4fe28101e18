/** The browser host: a loopback server for the page and its WebSocket. It knows no word of the method. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { AppError } from '@shared/errors'
import { largestFrameBytes } from '../engine/request-frame'
import { superviseEngine, type EngineSupervisor, type SupervisorOptions } from '../engine/engine-supervisor'
import { createGuard, type Guard } from './guard'
import { relaySocket } from './relay-socket'
import { contentPolicy, serveFile } from './static-files'

export interface BrowserHostOptions extends SupervisorOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Folder of the built page. */
  readonly page: string
  /** Hears the address for another browser as soon as one was used. */
  readonly onVisit?: (nextUrl: string) => void
}

export interface BrowserHost {
  /** Address with a token, good for one visit, after which the browser has a cookie; another one after each. */
  readonly url: () => string
  readonly engine: EngineSupervisor
  readonly close: () => Promise<void>
}

const headers = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Starts the host on 127.0.0.1. Errors: engine/port. */
export async function serveBrowser(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer()
  let port = 0
  const guard = createGuard(() => port)
  const url = (): string => `http://127.0.0.1:${port}/?token=${guard.token()}`
  const engine = superviseEngine(options)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes })
  server.on('request', (request, response) => {
    const heard = { guard, page: options.page, onVisit: () => options.onVisit?.(url()) }
    // Whatever happened to one answer, the host goes on.
    void answer(request, response, heard).catch(() => response.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // A refused client may hang up before it hears so; unheard, that error would end the host.
    socket.on('error', () => socket.destroy())
    if (!mayConnect(request, guard)) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    else {
      sockets.handleUpgrade(request, socket, head, (client) => {
        relaySocket(client, engine)
      })
    }
  })
  try {
    port = await listen(server, options.port)
  } catch (thrown) {
    engine.stop()
    throw thrown
  }
  return {
    url,
    engine,
    close: async () => {
      engine.stop()
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return Promise.reject(new AppError('engine/port', { port }))
  }
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new AppError('engine/port', { port }, { cause }))
    })
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function mayConnect(request: IncomingMessage, guard: Guard): boolean {
  const { origin } = request.headers
  // A browser always sends the origin of a WebSocket; without one it is no page of ours.
  return (
    toUrl(request)?.pathname === '/api' &&
    origin !== undefined &&
    guard.isOurHost(request) &&
    guard.isOurOrigin(request) &&
    guard.hasCookie(request)
  )
}

/** The address asked for; null when it is none, which anybody may send. */
function toUrl({ url }: IncomingMessage): URL | null {
  const [path, base] = [url ?? '/', 'http://127.0.0.1']
  return URL.canParse(path, base) ? new URL(path, base) : null
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { guard, page, onVisit }: { guard: Guard; page: string; onVisit: () => void },
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  const url = toUrl(request)
  if (url === null) response.writeHead(400).end()
  else if (!guard.isOurHost(request) || !guard.isOurOrigin(request)) {
    response.writeHead(403).end('This address serves only its own page.')
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405).end()
  } else if (request.method === 'GET' && guard.takeToken(url.searchParams.get('token'))) {
    response.writeHead(302, { location: '/', 'set-cookie': guard.setCookie() }).end()
    onVisit()
  } else if (!guard.hasCookie(request)) {
    response
      .writeHead(403)
      .end('Open the address that ModaLens printed last: each is good for one browser and one visit.')
  } else {
    await serveFile(page, url.pathname, response)
  }
}
