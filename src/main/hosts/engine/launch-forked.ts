/** Runs and estimates in processes of their own, for a host that can fork itself: the command line. */
import { AppError } from '@shared/errors'
import { createQueue } from '@shared/queue'
import type { RunEvent } from '@shared/run'
import type { LaunchEstimate, LaunchRun } from '../../services/service-context'
import type { Fork } from './child-program'
import { startRunner, type RunnerEars } from './runner-process'

export interface ForkLauncher {
  readonly launchRun: LaunchRun
  readonly launchEstimate: LaunchEstimate
}

/** Makes the launcher. Errors of both: run/process-ended, beside those of run and estimate. */
export function createForkLauncher(fork: Fork): ForkLauncher {
  return {
    launchRun: async function* (runFolder, signal) {
      const queue = createQueue<RunEvent>()
      const runner = startRunner(
        fork,
        { kind: 'run', runFolder },
        {
          event: queue.push,
          over: (error) => {
            queue.end(error === null ? null : new AppError(error.code, error.details))
          },
        },
      )
      signal.addEventListener('abort', runner.cancel)
      if (signal.aborted) runner.cancel()
      try {
        yield* queue.items()
      } finally {
        signal.removeEventListener('abort', runner.cancel)
      }
    },
    launchEstimate: (question, signal) =>
      new Promise((resolve, reject) => {
        const task = { kind: 'estimate' as const, question }
        const over: RunnerEars['over'] = (error, estimate) => {
          signal?.removeEventListener('abort', runner.cancel)
          if (estimate !== null) resolve(estimate)
          else reject(new AppError(error?.code ?? 'bug/unexpected', error?.details ?? noPlan))
        }
        const runner = startRunner(fork, task, { event: () => undefined, over })
        signal?.addEventListener('abort', runner.cancel)
        if (signal?.aborted === true) runner.cancel()
      }),
  }
}

const noPlan = { where: 'launchEstimate', words: 'no estimate' }
