/** The page comes from app://modalens/, a scheme of our own, with the same contained folder and policy as the browser host. */
import { net, protocol } from 'electron'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { containedPath, contentPolicy } from '../browser/static-files'

const scheme = 'app'

export const pageOrigin = `${scheme}://modalens`

/** Must run before the application is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers requests of the scheme with files of the built page and nothing else. */
export function servePage(programs: string): void {
  const page = join(programs, '..', 'renderer')
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url)
    const path = await containedPath(page, url.pathname === '/' ? '/index.html' : url.pathname)
    if (url.host !== 'modalens' || path === null) return new Response('not found', { status: 404 })
    const file = await net.fetch(pathToFileURL(path).href)
    const headers = new Headers(file.headers)
    headers.set('content-security-policy', contentPolicy)
    headers.set('x-content-type-options', 'nosniff')
    return new Response(file.body, { status: file.status, headers })
  })
}
