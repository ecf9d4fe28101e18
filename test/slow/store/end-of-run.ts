import { toErrorData, type ErrorData } from '@shared/errors'
import { executeRun } from '../../../src/main/services/execute-run'

/** Runs or resumes a run to its end; the error that ended it, null when it finished. */
export async function endOfRun(runFolder: string): Promise<ErrorData | null> {
  const options = { signal: new AbortController().signal, clock: () => performance.now() }
  try {
    for await (const event of executeRun(runFolder, options)) if (event.event === 'failed') return event.error
    return null
  } catch (thrown) {
    return toErrorData(thrown, 'run')
  }
}
