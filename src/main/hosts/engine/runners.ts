/** Host side of runs and estimates: a runner process for each, and what it says told to the engine. */
import type { Interruption } from '@shared/errors'
import type { Fork } from './child-program'
import type { EngineToHost, HostToEngine, RunnerTask } from './messages'
import { startRunner, type Runner } from './runner-process'

export interface Runners {
  /** Obeys run-start and run-cancel of the engine; anything else is ignored. */
  readonly obey: (message: EngineToHost) => void
  /** Asks all runners to stop after their batch: whoever listened to them is gone. */
  readonly stopAll: (cause: Interruption) => void
}

/** Makes the runners of one engine process. */
export function createRunners(fork: Fork, post: (message: HostToEngine) => void): Runners {
  const runners = new Map<number, Runner>()
  const start = (id: number, task: RunnerTask): void => {
    const runner = startRunner(fork, task, {
      event: (event) => {
        post({ kind: 'run-event', id, event })
      },
      over: (error, estimate) => {
        runners.delete(id)
        post({ kind: 'run-over', id, error, estimate })
      },
    })
    runners.set(id, runner)
  }
  return {
    obey: (message) => {
      if (message.kind === 'run-start') start(message.id, message.task)
      if (message.kind === 'run-cancel') runners.get(message.id)?.cancel()
    },
    stopAll: (cause) => {
      for (const runner of runners.values()) runner.stop(cause)
    },
  }
}
