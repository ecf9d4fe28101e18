/** The page comes from app://modalens/, a scheme of our own, with the same contained folder and policy as the browser host. */
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { containedPath, contentPolicy, contentType } from '../browser/static-files'

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
    // Read here and not fetched: a fetch of file:// would need that scheme to be let through for the page too.
    return new Response(await readFile(path), {
      headers: {
        'content-type': contentType(path),
        'content-security-policy': contentPolicy,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
