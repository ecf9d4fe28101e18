/** A run that nobody here follows, as its folder shows it: how far it is, whether somebody else works on it, and how it ended. */
import { setTimeout as delay } from 'node:timers/promises'
import { isSystemError, toErrorData, type ErrorData } from '@shared/errors'
import type { RunEvent, RunSummary } from '@shared/run'
import { isInterruption } from '@shared/run-fault'
import type { RunFolder } from '../store/run-folder'
import { loadRunFault, loadRunState, loadSummary, saveRunState } from '../store/run-store'

/** How often the folder of a run is looked at that another process works on. */
const lookEveryMs = 500

/** Yields what is on disk, again whenever it is more, and in the end how the run ended. Errors: those of loadSummary. */
export async function* followOnDisk(
  folder: RunFolder,
  firstSequence: number,
  signal?: AbortSignal,
): AsyncGenerator<RunEvent, void> {
  let sequence = firstSequence
  let told = ''
  for (;;) {
    const summary = await loadSummary(folder)
    const stored = toStored(summary, sequence)
    const words = JSON.stringify({ ...stored, sequence: 0 })
    if (words !== told) {
      yield stored
      sequence += 1
    }
    told = words
    if (!stored.isRunning) {
      yield await toEnd(folder, summary, sequence)
      return
    }
    // It fails by the signal alone.
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined)
    if (signal?.aborted === true) return
  }
}

function toStored({ run, state, casesDone, casesSkipped, casesPlanned }: RunSummary, sequence: number) {
  const isRunning = state === 'running'
  return { event: 'stored' as const, run, sequence, casesDone, casesSkipped, casesPlanned, isRunning }
}

async function toEnd(
  folder: RunFolder,
  { run, state, casesDone, casesSkipped }: RunSummary,
  sequence: number,
): Promise<RunEvent> {
  // As in the last event of a run that is followed, those that were skipped are counted among the done ones.
  if (state === 'finished')
    return { event: 'finished', run, sequence, casesDone: casesDone + casesSkipped, casesSkipped }
  if (state === 'cancelled' || state === 'paused') return { event: state, run, sequence }
  const unknown: ErrorData = { code: 'run/interrupted', details: { run, cause: 'unknown' } }
  return { event: 'failed', run, sequence, error: (await loadRunFault(folder)) ?? unknown }
}

/** Passes the events of a launched run on, and notes in its folder how its process ended, which that could not do itself. */
export async function* noteInterruption(
  folder: RunFolder,
  events: AsyncIterable<RunEvent>,
): AsyncGenerator<RunEvent, void> {
  try {
    yield* events
  } catch (thrown) {
    const error = toErrorData(thrown, 'run')
    const isOurs = isInterruption(error) && ['created', 'interrupted'].includes(await loadRunState(folder))
    if (isOurs) await saveRunState(folder, 'interrupted', error).catch(ignoreRefusal)
    throw thrown
  }
}

/** The folder may be gone or the disk full; how the process ended is told all the same. */
function ignoreRefusal(thrown: unknown): void {
  if (!isSystemError(thrown)) throw thrown
}
