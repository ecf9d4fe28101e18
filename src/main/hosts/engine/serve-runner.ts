/** A runner process: executes one run and ends. */
import { toErrorData } from '@shared/errors'
import { executeRun } from '../../services/execute-run'
import type { HostToRunner, RunnerToHost } from './messages'
import type { ParentPort } from './parent-port'

/** Waits for the run folder, executes it, and calls `exit` when it is over. A host that is gone counts as a cancel. */
export function serveRunner(port: ParentPort<RunnerToHost, HostToRunner>, exit: () => void): void {
  const abort = new AbortController()
  port.onClose(() => {
    abort.abort()
  })
  port.listen((message) => {
    if (message.kind === 'cancel') abort.abort()
    else void execute(message.runFolder, abort.signal, port.post).then(exit)
  })
}

async function execute(
  runFolder: string,
  signal: AbortSignal,
  post: (message: RunnerToHost) => void,
): Promise<void> {
  try {
    const options = { signal, clock: () => performance.now() }
    for await (const event of executeRun(runFolder, options)) post({ kind: 'event', event })
    post({ kind: 'over', error: null })
  } catch (thrown) {
    post({ kind: 'over', error: toErrorData(thrown, 'runner') })
  }
}
