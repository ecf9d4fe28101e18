/** Forks our programs as Node processes: for the browser host and for tests. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { withQuiet } from '../../session/quiet-environment'
import type { ChildProgram, Fork } from './child-program'

/** Makes the fork of the built programs in `folder` (out/main). Binary messages need advanced serialization. */
export function createNodeFork(folder: string): Fork {
  return <Out, In>(program: 'engine' | 'runner'): ChildProgram<Out, In> => {
    const child = fork(join(folder, `${program}.js`), [], {
      serialization: 'advanced',
      env: withQuiet(process.env),
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
