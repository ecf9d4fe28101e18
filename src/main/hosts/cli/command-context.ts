/** What every command is given. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { createServices, type Services } from '../../services/services'
import { createThreads } from '../engine/case-threads'
import type { Fork } from '../engine/child-program'
import { createForkLauncher } from '../engine/launch-forked'
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
  /** For processes of their own, in which a model is opened; without it all of it happens in this one. */
  readonly fork?: Fork
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  readonly setExitCode: (code: number) => void
}

/** Services of this process, which leaves runs and estimates to others where it can. */
export function openServices(
  { home }: GlobalOptions,
  { programs, fork }: Pick<CommandContext, 'programs' | 'fork'>,
): Services {
  return createServices({
    home: home === undefined ? homeFolder() : resolve(home),
    clock: () => new Date(),
    ...(fork === undefined
      ? { launchRun: createLaunchInProcess(createThreads(programs)) }
      : createForkLauncher(fork)),
    roots: [homedir()],
  })
}
