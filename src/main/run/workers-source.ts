/** Cases computed at once, one in every worker. */
import { createQueue } from '@shared/queue'
import type { DatasetCase } from '../dataset/dataset'
import type { CaseNews, CaseSource } from './case-source'

/** Computes one case at a time, beside others. */
export interface CaseWorker {
  /** Tells how the case goes on until it is over. Errors: run/worker-ended; a case that fails is no error. */
  readonly run: (caseId: string) => AsyncGenerator<CaseNews, void>
  /** Ends the case at hand after its batch; the worker takes no other. */
  readonly cancel: () => void
  readonly close: () => Promise<void>
}

/** Gives every worker the next case as soon as it is done with one. Owns the workers. Errors of a worker end the source. */
export function createWorkersSource(workers: readonly CaseWorker[]): CaseSource {
  return {
    run: async function* (cases, signal) {
      const news = createQueue<CaseNews>()
      const waiting = [...cases]
      const stop = (): void => {
        waiting.length = 0
        for (const worker of workers) worker.cancel()
      }
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop)
      const lanes = workers.map((worker) => work(worker, waiting, news.push))
      void Promise.all(lanes).then(
        () => {
          news.end(null)
        },
        (thrown: unknown) => {
          news.end(thrown instanceof Error ? thrown : new Error(String(thrown)))
        },
      )
      try {
        yield* news.items()
      } finally {
        signal.removeEventListener('abort', stop)
        stop()
        await Promise.allSettled(lanes)
      }
    },
    release: async () => {
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

async function work(
  worker: CaseWorker,
  waiting: DatasetCase[],
  tell: (news: CaseNews) => void,
): Promise<void> {
  for (;;) {
    const next = waiting.shift()
    if (next === undefined) return
    for await (const news of worker.run(next.caseId)) tell(news)
  }
}
