/** Runs and estimates in processes of their own, for a host that can fork itself: the command line. */
import { AppError } from '@shared/errors'
import { createQueue } from '@shared/queue'
import type { RunEvent } from '@shared/run'
import type { LaunchEstimate, LaunchRun } from '../../services/service-context'
import type { Fork } from './child-program'
import { startRunner } from './runner-process'

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
    launchEstimate: (question) =>
      new Promise((resolve, reject) => {
        const task = { kind: 'estimate' as const, question }
        const over = (...[error, plan]: Parameters<Parameters<typeof startRunner>[2]['over']>): void => {
          if (plan !== null) resolve(plan)
          else reject(new AppError(error?.code ?? 'bug/unexpected', error?.details ?? noPlan))
        }
        startRunner(fork, task, { event: () => undefined, over })
      }),
  }
}

const noPlan = { where: 'launchEstimate', words: 'no plan' }
