/** Runs in this process: for the command line, which has nothing else to do, and for tests. */
import { executeRun } from '../../services/execute-run'
import type { LaunchRun } from '../../services/service-context'
import type { StartWorker } from '../../run/worker-line'

/** Executes runs here; onnxruntime then blocks this process batch by batch, except where a run has workers. */
export function createLaunchInProcess(startWorker?: StartWorker): LaunchRun {
  return (runFolder, signal) =>
    executeRun(runFolder, { signal, clock: () => performance.now(), ...(startWorker && { startWorker }) })
}
