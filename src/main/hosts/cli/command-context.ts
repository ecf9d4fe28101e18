/** What every command is given. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { createServices, type Services } from '../../services/services'
import { createThreads } from '../engine/case-threads'
import { createLaunchInProcess } from '../engine/launch-in-process'
import { homeFolder } from '../home-folder'
import type { Terminal } from './terminal'

/** Options that every command takes. */
export interface GlobalOptions {
  readonly home?: string
  readonly json?: boolean
}

export interface CommandContext {
  readonly terminal: Terminal
  /** Folder of the built programs, out/main. */
  readonly programs: string
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  readonly setExitCode: (code: number) => void
}

/** Services that run everything in this process. */
export function openServices(
  { home }: GlobalOptions,
  { programs }: Pick<CommandContext, 'programs'>,
): Services {
  return createServices({
    home: home === undefined ? homeFolder() : resolve(home),
    clock: () => new Date(),
    launchRun: createLaunchInProcess(createThreads(programs)),
    roots: [homedir()],
  })
}
