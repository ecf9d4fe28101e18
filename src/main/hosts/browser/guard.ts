/** Who may talk to the browser host: only the page that it served itself, to a browser that brought a token of this start. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Guard {
  /** Good for one visit, which gets the cookie: an address stays in histories and process lists. Each taking makes another one. */
  readonly token: () => string
  readonly takeToken: (given: string | null) => boolean
  /** Host must be loopback with our port: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused. */
  readonly isOurHost: (request: IncomingMessage) => boolean
  /** Origin, where the browser sends one, must be our own page. */
  readonly isOurOrigin: (request: IncomingMessage) => boolean
  readonly hasCookie: (request: IncomingMessage) => boolean
  /** HttpOnly and SameSite=Strict: no script and no other site ever uses it. */
  readonly setCookie: () => string
}

/** Makes the guard of one start of the host; token and cookie have 128 random bits each. */
export function createGuard(port: () => number): Guard {
  const session = randomSecret()
  let token = randomSecret()
  // Cookies do not keep ports apart, so that a second host would take the first one's cookie away.
  const cookieName = (): string => `modalens-${port()}`
  const names = (): string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  return {
    token: () => token,
    takeToken: (given) => {
      if (!isSame(given, token)) return false
      token = randomSecret()
      return true
    },
    isOurHost: ({ headers }) => names().includes(headers.host ?? ''),
    isOurOrigin: ({ headers }) =>
      headers.origin === undefined || names().some((name) => headers.origin === `http://${name}`),
    hasCookie: ({ headers }) => isSame(readCookie(headers.cookie ?? '', cookieName()), session),
    setCookie: () => `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

function randomSecret(): string {
  return randomBytes(16).toString('hex')
}

/** Takes the same time wherever the two differ. */
function isSame(given: string | null, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function readCookie(header: string, cookieName: string): string | null {
  const pairs = header.split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookieName)?.[1] ?? null
}
