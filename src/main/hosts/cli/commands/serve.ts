import { resolve } from 'node:path'
import { once } from 'node:events'
import type { CommandContext, GlobalOptions } from '../command-context'

export interface ServeOptions extends GlobalOptions {
  readonly port?: number
  readonly root?: readonly string[]
  readonly open: boolean
}

/** Starts the browser host and keeps it until Ctrl+C. */
export async function serve(
  options: ServeOptions,
  { terminal, programs, signal }: CommandContext,
): Promise<void> {
  const { startBrowserHost } = await import('../../browser/start-browser-host')
  const host = await startBrowserHost({
    programs,
    openPage: options.open,
    say: terminal.say,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.home === undefined ? {} : { home: resolve(options.home) }),
    ...(options.root === undefined ? {} : { roots: options.root.map((root) => resolve(root)) }),
  })
  if (options.json === true) terminal.print(JSON.stringify({ url: host.url() }))
  if (!signal.aborted) await once(signal, 'abort')
  await host.close()
}
