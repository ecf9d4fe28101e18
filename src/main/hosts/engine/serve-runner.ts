/** A runner process: executes one run and ends. */
import { toErrorData } from '@shared/errors'
import { executeRun, type ExecuteOptions } from '../../services/execute-run'
import type { StartWorker } from '../../services/workers/worker-line'
import type { HostToRunner, RunnerToHost } from './messages'
import type { ParentPort } from './parent-port'

/** Waits for the run folder, executes it, and calls `exit` when it is over. A host that is gone counts as a cancel. */
export function serveRunner(
  port: ParentPort<RunnerToHost, HostToRunner>,
  startWorker: StartWorker,
  exit: () => void,
): void {
  const abort = new AbortController()
  port.onClose(() => {
    abort.abort()
  })
  port.listen((message) => {
    if (message.kind === 'cancel') abort.abort()
    else {
      const options = { signal: abort.signal, clock: () => performance.now(), startWorker }
      void execute(message.runFolder, options, port.post).then(exit)
    }
  })
}

async function execute(
  runFolder: string,
  options: ExecuteOptions,
  post: (message: RunnerToHost) => void,
): Promise<void> {
  try {
    for await (const event of executeRun(runFolder, options)) post({ kind: 'event', event })
    post({ kind: 'over', error: null })
  } catch (thrown) {
    post({ kind: 'over', error: toErrorData(thrown, 'runner') })
  }
}
