/** A runner process: executes one run or one estimate and ends. */
import { basename } from 'node:path'
import { AppError, toErrorData, type Interruption } from '@shared/errors'
import { restrictToRoots } from '../../files/roots'
import { executeEstimate } from '../../services/execute-estimate'
import { executeRun, type ExecuteOptions } from '../../services/execute-run'
import type { StartWorker } from '../../run/worker-line'
import type { HostToRunner, RunnerTask, RunnerToHost } from './messages'
import type { ParentPort } from './parent-port'

/** Waits for a run folder or an estimate, executes it, and calls `exit` when it is over. A host that is gone interrupts it. */
export function serveRunner(
  port: ParentPort<RunnerToHost, HostToRunner>,
  startWorker: StartWorker,
  exit: () => void,
): void {
  const abort = new AbortController()
  let run = ''
  // A signal keeps its first reason: what was cancelled stays cancelled, whoever goes away behind it.
  const interrupt = (cause: Interruption): void => {
    abort.abort(new AppError('run/interrupted', { run, cause }))
  }
  let isEstimate = false
  port.onClose(() => {
    interrupt('host-ended')
    if (isEstimate) exit()
  })
  port.listen((message) => {
    if (message.kind === 'cancel') abort.abort()
    else if (message.kind === 'stop') interrupt(message.cause)
    else {
      if (message.kind === 'run') run = basename(message.runFolder)
      isEstimate = message.kind === 'estimate'
      const { crashed, roots } = message
      restrictToRoots(roots ?? null)
      const options = { signal: abort.signal, clock: () => performance.now(), startWorker, crashed }
      void execute(message, options, port.post).then(exit)
    }
  })
}

async function execute(
  task: RunnerTask,
  options: ExecuteOptions,
  post: (message: RunnerToHost) => void,
): Promise<void> {
  try {
    if (task.kind === 'estimate') {
      post({ kind: 'estimated', estimate: await executeEstimate(task.question, options.crashed) })
      return
    }
    for await (const event of executeRun(task.runFolder, options)) post({ kind: 'event', event })
    post({ kind: 'over', error: null })
  } catch (thrown) {
    post({ kind: 'over', error: toErrorData(thrown, 'runner') })
  }
}
