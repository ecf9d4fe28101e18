/** Runs in this process: for the command line, which has nothing else to do, and for tests. */
import { executeRun } from '../../services/execute-run'
import type { LaunchRun } from '../../services/service-context'

/** Executes the run here; onnxruntime then blocks this process batch by batch. */
export const launchInProcess: LaunchRun = (runFolder, signal) =>
  executeRun(runFolder, { signal, clock: () => performance.now() })
