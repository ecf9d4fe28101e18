/** Forks our programs as Electron utility processes. */
import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { withQuiet } from '../../session/quiet-environment'
import type { ChildProgram, Fork } from '../engine/child-program'

/** Makes the fork of the built programs in `folder` (out/main). */
export function forkUtility(folder: string): Fork {
  return <Out, In>(program: 'engine' | 'runner'): ChildProgram<Out, In> => {
    const child = utilityProcess.fork(join(folder, `${program}.js`), [], {
      serviceName: `ModaLens ${program}`,
      env: withQuiet(process.env),
    })
    return {
      post: (message) => {
        child.postMessage(message)
      },
      listen: (hear) => {
        child.on('message', (message: In) => {
          hear(message)
        })
      },
      onExit: (exit) => {
        child.once('exit', (code) => {
          exit(`exit code ${code}`)
        })
      },
      kill: () => {
        child.kill()
      },
    }
  }
}
