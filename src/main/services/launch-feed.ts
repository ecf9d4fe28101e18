/** The feed of a run: it waits for its turn, works, and ends as the person wanted: paused, cancelled, or by itself. */
import { isAppError, toErrorData } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import type { RunFolder } from '../store/run-folder'
import { saveRunState } from '../store/run-store'
import { createRunFeed, type RunFeed } from './run-feed'
import type { RunQueue } from './run-queue'
import type { ServiceContext } from './service-context'
import { noteInterruption } from './stored-run'

export interface LaunchedRun extends RunFeed {
  /** Ends it as one that is going to be resumed. */
  readonly pause: () => void
}

/** Launches a run that joined the queue. */
export function launchFeed(
  { launchRun }: Pick<ServiceContext, 'launchRun'>,
  folder: RunFolder,
  queue: RunQueue,
): LaunchedRun {
  const { run } = folder
  let isPaused = false
  const end = async (): Promise<RunEvent> => {
    const event = isPaused ? 'paused' : 'cancelled'
    await saveRunState(folder, event)
    return { event, run, sequence: 0 }
  }
  const work = async function* (signal: AbortSignal): AsyncGenerator<RunEvent, void> {
    try {
      for await (const event of noteInterruption(folder, launchRun(folder.path, signal)))
        yield event.event === 'cancelled' && isPaused ? await end() : event
    } catch (thrown) {
      // It did not end by itself behind its batch.
      if (!signal.aborted || !isAppError(thrown) || thrown.code !== 'run/cancelled') throw thrown
      yield await end()
    }
  }
  const launch = async function* (signal: AbortSignal): AsyncGenerator<RunEvent, void> {
    try {
      if (!queue.state().working.includes(run)) {
        yield { event: 'queued', run, sequence: 0 }
        if (!(await queue.turn(run, signal).then(isTrue, isFalse))) {
          yield await end()
          return
        }
      }
      yield* work(signal)
    } finally {
      await queue.leave(run)
    }
  }
  const feed = createRunFeed(run, launch, (thrown, sequence) => ({
    event: 'failed',
    run,
    sequence,
    error: toErrorData(thrown, `run ${run}`),
  }))
  return {
    ...feed,
    pause: () => {
      isPaused = true
      feed.cancel()
    },
  }
}

const isTrue = (): boolean => true
const isFalse = (): boolean => false
