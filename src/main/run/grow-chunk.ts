/** 9 of 11: whether more masks per run pay on the path that was chosen. */
import type { PathTrial } from '@shared/run'
import type { OccludedCase } from '../batch/fill-batch'
import type { RunPath } from '../session/paths/run-path'
import { tryPath, type CheckedMasks, type TimedCase } from './try-path'

/** A path with its masks per run and what a case took on it. */
export interface TimedPath {
  readonly path: RunPath
  readonly batchSize: number
  readonly trial: PathTrial
}

export interface ChunkQuestion {
  readonly open: (batchSize: number) => Promise<RunPath>
  readonly occluded: OccludedCase
  readonly timed: TimedCase
  readonly checked: CheckedMasks
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
  const { open, occluded, timed, checked, caseCount } = question
  let best = first
  const seconds = first.trial.secondsPerCase ?? 0
  if (seconds * caseCount < worthwhileSeconds) return best
  while (2 * best.batchSize <= Math.min(most, timed.occlusions.length)) {
    const batchSize = 2 * best.batchSize
    const path = await open(batchSize)
    const { trial } = await tryPath(path, occluded, checked, timed)
    const limit = leastGain * (best.trial.secondsPerCase ?? 0)
    const isFaster = trial.refused === null && (trial.secondsPerCase ?? Number.POSITIVE_INFINITY) < limit
    await (isFaster ? best.path : path).release()
    if (!isFaster) break
    best = { path, batchSize, trial }
  }
  return best
}
