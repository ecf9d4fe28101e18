/** Starts the browser host for a person: says the address and opens it where there is a desktop. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import open from 'open'
import { createNodeFork } from '../engine/fork-node'
import { homeFolder } from '../home-folder'
import { serveBrowser, type BrowserHost } from './serve-browser'

export interface StartOptions {
  /** Folder of the built programs, out/main; the page lies beside it. */
  readonly programs: string
  readonly port?: number
  readonly home?: string
  readonly roots?: readonly string[]
  /** Open the page in the browser of the desktop. */
  readonly openPage: boolean
  /** Writes a line for the person. */
  readonly say: (words: string) => void
}

/** Starts and announces the host; it runs until it is closed or the process ends. Errors: engine/port. */
export async function startBrowserHost(options: StartOptions): Promise<BrowserHost> {
  const host = await serveBrowser({
    fork: createNodeFork(options.programs),
    page: join(options.programs, '..', 'renderer'),
    port: options.port ?? 0,
    home: options.home ?? homeFolder(),
    roots: options.roots ?? [...new Set([process.cwd(), homedir()])],
    onDeath: (error) => {
      options.say(error.message)
    },
    onVisit: (next) => {
      options.say(`Opened. For another browser: ${next}`)
    },
  })
  options.say(`ModaLens is running at ${host.url()}`)
  options.say('Only this machine can reach it. Stop it with Ctrl+C.')
  // However the desktop fails to open it, the address stands above.
  if (options.openPage && hasDesktop()) await open(host.url()).catch(() => undefined)
  return host
}

/** On Linux a desktop shows itself by its display; Windows and macOS always have one. */
export function hasDesktop(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true
  return environment['DISPLAY'] !== undefined || environment['WAYLAND_DISPLAY'] !== undefined
}
