/** A worker as the run sees it. */
import { AppError } from '@shared/errors'
import type { PathTrial } from '@shared/path-choice'
import { createQueue } from '@shared/queue'
import type { CaseWorker } from './workers-source'
import type { FromWorker, StartWorker, ToWorker, TrialCases, WorkerSetup } from './worker-line'

/** A worker that has opened its path. */
export interface OpenWorker extends CaseWorker {
  /** Tries the path on a case. A path that fails is refused, never thrown. */
  readonly try: (cases: TrialCases) => Promise<PathTrial>
}

/** Starts a worker and opens the path in it. Errors: those of study, model and session; run/worker-ended. */
export async function openCaseWorker(start: StartWorker, setup: WorkerSetup): Promise<OpenWorker> {
  const line = start()
  const queue = createQueue<FromWorker>()
  const answers = queue.items()
  const ended = new Promise<void>((resolve) => {
    line.onEnd((why) => {
      queue.end(new AppError('run/worker-ended', { why: why ?? 'exit' }))
      resolve()
    })
  })
  line.listen(queue.push)
  const hear = async (): Promise<FromWorker> => {
    const { value } = await answers.next()
    if (value === undefined) throw new AppError('run/worker-ended', { why: 'no answer' })
    if (value.kind === 'failed') throw new AppError(value.error.code, value.error.details)
    return value
  }
  const close = async (): Promise<void> => {
    line.post({ kind: 'close' })
    await ended
  }
  const ask = async (message: ToWorker): Promise<FromWorker> => {
    line.post(message)
    return hear()
  }
  try {
    await ask({ kind: 'open', setup })
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    try: async (cases) => {
      const answer = await ask({ kind: 'try', cases })
      return expectKind(answer, 'tried').trial
    },
    run: async function* (caseId) {
      line.post({ kind: 'run', caseId })
      for (;;) {
        const { news } = expectKind(await hear(), 'news')
        yield news
        if (news.news === 'over') return
      }
    },
    cancel: () => {
      line.post({ kind: 'cancel' })
    },
    close,
  }
}

function expectKind<Kind extends FromWorker['kind']>(
  answer: FromWorker,
  kind: Kind,
): Extract<FromWorker, { kind: Kind }> {
  if (answer.kind === kind) return answer as Extract<FromWorker, { kind: Kind }>
  throw new AppError('bug/unexpected', { where: 'worker', words: `${answer.kind} instead of ${kind}` })
}
