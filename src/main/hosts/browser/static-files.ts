/** Serves the built page. A path that leaves its folder does not exist, whatever links and dots it is made of. */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { whereRefused } from '@shared/expected-failure'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** The page may load only itself and talk only to its own host. Styles bound by Vue and ECharts are inline. */
export const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Answers with the file behind a URL path below `folder`, or with 404. */
export async function serveFile(folder: string, urlPath: string, response: ServerResponse): Promise<void> {
  const path = await containedPath(folder, urlPath === '/' ? '/index.html' : urlPath)
  if (path === null) {
    response.writeHead(404).end('not found')
    return
  }
  response.writeHead(200, { 'content-type': contentType(path) })
  await pipeline(createReadStream(path), response)
}

/** The content type of a file of the page, by its ending. */
export function contentType(path: string): string {
  return types[extname(path)] ?? 'application/octet-stream'
}

/** The real path of a file inside `folder`; null when it is not there or lies elsewhere. */
export async function containedPath(folder: string, urlPath: string): Promise<string | null> {
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, decodeURIComponent(urlPath)))
    const way = relative(root, path)
    const isInside = way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
    return isInside && (await stat(path)).isFile() ? path : null
  } catch (thrown) {
    // An address that cannot be decoded names nothing either.
    return thrown instanceof URIError ? null : whereRefused(null)(thrown)
  }
}
