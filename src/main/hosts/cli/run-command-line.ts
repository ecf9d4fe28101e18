/** The command line from arguments to exit code. */
import { CommanderError } from 'commander'
import { toErrorData } from '@shared/errors'
import type { Fork } from '../engine/child-program'
import type { CommandContext } from './command-context'
import { createProgram } from './create-program'
import { exitCodeOf, exitCodes } from './exit-codes'
import { toLines, type Terminal } from './terminal'

export interface CommandLineOptions {
  readonly terminal: Terminal
  readonly programs: string
  readonly fork?: Fork
  readonly signal: AbortSignal
}

/** Runs one command and returns its exit code; whatever goes wrong becomes words on stderr. */
export async function runCommandLine(words: readonly string[], options: CommandLineOptions): Promise<number> {
  let exitCode: number = exitCodes.ok
  const { terminal, programs, fork } = options
  const context: CommandContext = {
    terminal,
    programs,
    ...(fork === undefined ? {} : { fork }),
    // Asked for by commands that have something to save when they end; all others end with the process.
    get signal() {
      return options.signal
    },
    setExitCode: (code) => {
      exitCode = code
    },
  }
  try {
    await createProgram(context).parseAsync([...words], { from: 'user' })
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.input
    const error = toErrorData(thrown, 'command line')
    if (process.env['MODALENS_DEBUG'] !== undefined)
      options.terminal.say(String(thrown instanceof Error ? thrown.stack : thrown))
    options.terminal.say(toLines(error))
    return exitCodeOf(error)
  }
  return exitCode
}
