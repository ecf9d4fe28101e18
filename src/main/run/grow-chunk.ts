/** Whether more masks per run pay on the path that was chosen. */
import type { RunPath } from '../session/paths/run-path'
import type { TriedPath } from './try-path'

/** A path with its masks per run and what a case took on it. */
export interface TimedPath extends Pick<TriedPath, 'path' | 'trial' | 'plainModalities'> {
  readonly batchSize: number
}

export interface ChunkQuestion {
  readonly open: (batchSize: number) => Promise<RunPath>
  readonly attempt: (path: RunPath) => Promise<Pick<TriedPath, 'path' | 'trial' | 'plainModalities'>>
  /** Masks of a case, or as many as may share a pass. */
  readonly maskCount: number
  /** Cases of the run. */
  readonly caseCount: number
}

/** Beyond this, maps no longer fit into the caches of a processor. */
const most = 32
const leastGain = 0.95
/** A shorter run is over before the trial has paid. */
const worthwhileSeconds = 60

/** Doubles the masks per run while a case gets faster by more than 5 %; every try is checked as the path was. Releases what it does not return. */
export async function growChunk(first: TimedPath, question: ChunkQuestion): Promise<TimedPath> {
  const { open, attempt, maskCount, caseCount } = question
  let best = first
  const seconds = first.trial.secondsPerCase ?? 0
  if (seconds * caseCount < worthwhileSeconds) return best
  while (2 * best.batchSize <= Math.min(most, maskCount)) {
    const batchSize = 2 * best.batchSize
    const { path, trial, plainModalities } = await attempt(await open(batchSize))
    const limit = leastGain * (best.trial.secondsPerCase ?? 0)
    const isFaster = trial.refused === null && (trial.secondsPerCase ?? Number.POSITIVE_INFINITY) < limit
    await (isFaster ? best.path : path).release()
    if (!isFaster) break
    best = { path, batchSize, trial, plainModalities }
  }
  return best
}
