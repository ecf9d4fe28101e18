/** Starts runs in processes of their own. The host forks them: it outlives the engine, and can tell them when that has died. */
import { AppError } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import type { Estimate } from '../../services/execute-estimate'
import type { LaunchEstimate, LaunchRun } from '../../services/service-context'
import { createQueue, type Queue } from '@shared/queue'
import { allowedRoots } from '../../files/roots'
import type { EngineToHost, HostToEngine, RunnerTask } from './messages'

export interface HostLauncher {
  readonly launchRun: LaunchRun
  readonly launchEstimate: LaunchEstimate
  /** Takes what the host reports of runners; anything else is ignored. */
  readonly hear: (message: HostToEngine) => void
}

interface Settle {
  readonly resolve: (estimate: Estimate) => void
  readonly reject: (error: AppError) => void
}

/** Makes the launcher of an engine process. Errors of a run come out of its events: run/process-ended when its process died. */
export function createHostLauncher(post: (message: EngineToHost) => void): HostLauncher {
  const queues = new Map<number, Queue<RunEvent>>()
  const estimates = new Map<number, Settle>()
  let nextId = 1
  return {
    launchRun: async function* (runFolder, signal) {
      const id = nextId++
      const queue = createQueue<RunEvent>()
      queues.set(id, queue)
      const cancel = (): void => {
        post({ kind: 'run-cancel', id })
      }
      signal.addEventListener('abort', cancel)
      post({ kind: 'run-start', id, task: withRoots({ kind: 'run', runFolder }) })
      if (signal.aborted) cancel()
      try {
        yield* queue.items()
      } finally {
        signal.removeEventListener('abort', cancel)
        queues.delete(id)
      }
    },
    launchEstimate: (question, signal) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        estimates.set(id, { resolve, reject })
        post({ kind: 'run-start', id, task: withRoots({ kind: 'estimate', question }) })
        const cancel = (): void => {
          post({ kind: 'run-cancel', id })
        }
        if (signal?.aborted === true) cancel()
        signal?.addEventListener('abort', cancel, { once: true })
      }),
    hear: (message) => {
      if (message.kind === 'run-event') queues.get(message.id)?.push(message.event)
      if (message.kind !== 'run-over') return
      const { error, estimate: found } = message
      const estimate = estimates.get(message.id)
      estimates.delete(message.id)
      if (found !== null) estimate?.resolve(found)
      else if (error !== null) estimate?.reject(new AppError(error.code, error.details))
      queues.get(message.id)?.end(error === null ? null : new AppError(error.code, error.details))
    },
  }
}

/** A runner sees no more than its engine does. */
function withRoots(task: RunnerTask): RunnerTask {
  const roots = allowedRoots()
  return roots === null ? task : { ...task, roots }
}
