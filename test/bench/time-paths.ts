/** Benchmark: whole cases on every path, in alternating rounds. */
import { performance } from 'node:perf_hooks'
import type { RunPathName } from '@shared/study'
import type { Occlusion } from '../../src/main/batch/plan-batches'
import type { RunPath } from '../../src/main/session/paths/run-path'
import type { BenchCase } from './bench-case'

export interface PathTimes {
  readonly path: RunPathName
  /** Seconds for one case, one per round; what is opened once per run is not in it. */
  readonly secondsPerCase: readonly number[]
  /** Largest absolute difference to the plain path, over the masks that it ran. */
  readonly largestDifference: number
}

interface CaseTime {
  readonly seconds: number
  readonly rows: ReadonlyMap<Occlusion, readonly number[]>
}

/** Every pass of these paths costs the same, so that a sample of the masks gives the time of a case. */
const sampled: ReadonlySet<RunPathName> = new Set(['plain', 'batched'])

/** Runs a round that only warms up, then `rounds` rounds; each round takes other masks of the sampled paths. */
export async function timePaths(
  paths: ReadonlyMap<RunPathName, RunPath>,
  { occluded, occlusions }: BenchCase,
  { rounds, sample }: { readonly rounds: number; readonly sample: number },
): Promise<PathTimes[]> {
  const seconds = new Map<RunPathName, number[]>()
  const plainRows = new Map<Occlusion, readonly number[]>()
  const lastRows = new Map<RunPathName, CaseTime['rows']>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, path] of paths) {
      const chosen = sampled.has(name) ? spread(occlusions, sample, round) : occlusions
      const timed = await timeCase(path, occluded, chosen)
      if (name === 'plain') for (const [one, row] of timed.rows) plainRows.set(one, row)
      lastRows.set(name, timed.rows)
      const perCase = (timed.seconds * occlusions.length) / chosen.length
      if (round > 0) seconds.set(name, [...(seconds.get(name) ?? []), perCase])
    }
  }
  return [...paths.keys()].map((path) => ({
    path,
    secondsPerCase: seconds.get(path) ?? [],
    largestDifference: largestDifference(plainRows, lastRows.get(path) ?? new Map()),
  }))
}

/** Every n-th mask; other ones in every round. */
function spread(occlusions: readonly Occlusion[], sample: number, round: number): Occlusion[] {
  const step = Math.max(1, Math.ceil(occlusions.length / sample))
  return occlusions.filter((_, index) => index % step === round % step)
}

async function timeCase(
  path: RunPath,
  occluded: BenchCase['occluded'],
  occlusions: readonly Occlusion[],
): Promise<CaseTime> {
  const startedMs = performance.now()
  const opened = await path.openCase(occluded)
  const rows = new Map<Occlusion, readonly number[]>()
  for (const batch of opened.planBatches(occlusions)) {
    const answers = await opened.run(batch)
    for (const [place, occlusion] of batch.entries()) rows.set(occlusion, answers[place] ?? [])
  }
  return { seconds: (performance.now() - startedMs) / 1000, rows }
}

function largestDifference(plain: CaseTime['rows'], other: CaseTime['rows']): number {
  const differences = [...plain].flatMap(([occlusion, row]) => {
    const found = other.get(occlusion)
    return found === undefined
      ? []
      : row.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN)))
  })
  return differences.reduce((largest, one) => (one <= largest ? largest : one), 0)
}

/** The value in the middle; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2
}
