/** Workers of a run as threads of its process. */
import { join } from 'node:path'
import { parentPort, Worker } from 'node:worker_threads'
import { AppError } from '@shared/errors'
import type { FromWorker, StartWorker, ToWorker, WorkerLine } from '../../run/worker-line'

/**
 * Starts workers from the built programs in `folder` (out/main). A thread is never terminated from outside: onnxruntime would
 * take the whole process with it.
 */
export function createThreads(folder: string): StartWorker {
  return () => {
    const thread = new Worker(join(folder, 'case-worker.js'))
    return {
      post: (message) => {
        thread.postMessage(message)
      },
      listen: (hear) => {
        thread.on('message', hear)
      },
      onEnd: (end) => {
        let why: string | null = null
        thread.once('error', (error: Error) => {
          why = error.message
        })
        thread.once('exit', () => {
          end(why)
        })
      },
    }
  }
}

/** The line from a worker to its run. `exit` ends the thread once nothing of it is left to do. */
export function connectThread(): { line: WorkerLine<FromWorker, ToWorker>; exit: () => void } {
  const port = parentPort
  if (port === null) throw new AppError('bug/unexpected', { where: 'case-worker', words: 'not a thread' })
  return {
    line: {
      post: (message) => {
        port.postMessage(message)
      },
      listen: (hear) => {
        port.on('message', hear)
      },
      onEnd: () => undefined,
    },
    exit: () => {
      port.close()
    },
  }
}
