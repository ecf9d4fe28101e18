/** Who may talk to the browser host: only the page that it served itself, with the token of this start. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Guard {
  readonly token: string
  /** Host must be loopback with our port: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused. */
  readonly isOurHost: (request: IncomingMessage) => boolean
  /** Origin, where the browser sends one, must be our own page. */
  readonly isOurOrigin: (request: IncomingMessage) => boolean
  readonly hasCookie: (request: IncomingMessage) => boolean
  readonly isToken: (given: string | null) => boolean
  /** HttpOnly and SameSite=Strict: no script and no other site ever uses it. */
  readonly setCookie: () => string
}

/** Makes the guard of one start of the host; the token has 128 random bits. */
export function createGuard(port: () => number): Guard {
  const token = randomBytes(16).toString('hex')
  // Cookies do not keep ports apart, so that a second host would take the first one's cookie away.
  const cookieName = (): string => `modalens-${port()}`
  const names = (): string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  const isToken = (given: string | null): boolean => {
    const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)]
    return a.length === b.length && timingSafeEqual(a, b)
  }
  return {
    token,
    isToken,
    isOurHost: ({ headers }) => names().includes(headers.host ?? ''),
    isOurOrigin: ({ headers }) =>
      headers.origin === undefined || names().some((name) => headers.origin === `http://${name}`),
    hasCookie: ({ headers }) => isToken(readCookie(headers.cookie ?? '', cookieName())),
    setCookie: () => `${cookieName()}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

function readCookie(header: string, cookieName: string): string | null {
  const pairs = header.split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookieName)?.[1] ?? null
}
