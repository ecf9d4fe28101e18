/** Forks our programs as plain Node processes, for every host. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { withQuiet } from '../../session/quiet-environment'
import type { ChildProgram, Fork, ProgramName } from './child-program'

export interface NodeForkOptions {
  /** The Node program; default: the one that runs this process. */
  readonly node?: string
  /** Options of the Node program; default: those of this process. */
  readonly execArgv?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Makes the fork of the built programs in `folder` (out/main). Binary messages need advanced serialization. Spawned and not forked:
 * Electron replaces fork by one that starts itself.
 */
export function createNodeFork(folder: string, options: NodeForkOptions = {}): Fork {
  const { node = process.execPath, execArgv = process.execArgv, env = process.env } = options
  return <Out, In>(program: ProgramName): ChildProgram<Out, In> => {
    const child = spawn(node, [...execArgv, join(folder, `${program}.js`)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: withQuiet(env),
      windowsHide: true,
    })
    return {
      post: (message) => {
        if (child.connected) child.send(message as Record<string, unknown>)
      },
      listen: (hear) => {
        child.on('message', (message) => {
          hear(message as In)
        })
      },
      onExit: (exit) => {
        let isOver = false
        const over = (why: string): void => {
          if (isOver) return
          isOver = true
          exit(why)
        }
        // Comes when it could not start, and also when a message could not be sent: then it is of no use any more.
        child.on('error', (error) => {
          child.kill('SIGKILL')
          over(error.message)
        })
        child.once('exit', (code, signal) => {
          over(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`)
        })
      },
      kill: () => {
        child.kill('SIGKILL')
      },
    }
  }
}
