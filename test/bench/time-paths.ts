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

/** Every pass of a modality costs the same on these paths, so that a sample of its masks gives the time of all. */
const sampled: ReadonlySet<RunPathName> = new Set(['plain', 'batched', 'split'])

/** Runs a round that only warms up, then `rounds` rounds; each round takes other masks of the sampled paths. */
export async function timePaths(
  paths: ReadonlyMap<RunPathName, RunPath>,
  { occluded, occlusions }: BenchCase,
  { rounds, sample }: { readonly rounds: number; readonly sample: number },
): Promise<PathTimes[]> {
  const seconds = new Map<RunPathName, number[]>()
  const plainRows = new Map<Occlusion, readonly number[]>()
  const otherRows = new Map<RunPathName, Map<Occlusion, readonly number[]>>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, path] of paths) {
      const chosen = sampled.has(name) ? spread(occlusions, sample, round) : occlusions
      const timed = await timeCase(path, occluded, chosen, occlusions)
      const known = name === 'plain' ? plainRows : (otherRows.get(name) ?? new Map<Occlusion, number[]>())
      for (const [one, row] of timed.rows) known.set(one, row)
      if (name !== 'plain') otherRows.set(name, known)
      if (round > 0) seconds.set(name, [...(seconds.get(name) ?? []), timed.seconds])
    }
  }
  return [...paths.keys()].map((path) => ({
    path,
    secondsPerCase: seconds.get(path) ?? [],
    largestDifference: largestDifference(plainRows, otherRows.get(path) ?? new Map()),
  }))
}

/** Every n-th mask of each modality; other ones in every round. */
function spread(occlusions: readonly Occlusion[], sample: number, round: number): Occlusion[] {
  const step = Math.max(1, Math.ceil(occlusions.length / sample))
  return [...byMasker(occlusions).values()].flatMap((own) =>
    own.filter((_, index) => index % step === round % Math.min(step, own.length)),
  )
}

function byMasker(occlusions: readonly Occlusion[]): Map<number | null, Occlusion[]> {
  const groups = new Map<number | null, Occlusion[]>()
  for (const one of occlusions) groups.set(one.masker, [...(groups.get(one.masker) ?? []), one])
  return groups
}

/** Runs the chosen masks and scales the time of each modality to all of its masks. */
async function timeCase(
  path: RunPath,
  occluded: BenchCase['occluded'],
  chosen: readonly Occlusion[],
  all: readonly Occlusion[],
): Promise<CaseTime> {
  const counts = new Map([...byMasker(all)].map(([masker, own]) => [masker, own.length]))
  const ran = new Map([...byMasker(chosen)].map(([masker, own]) => [masker, own.length]))
  const scaleOf = ({ masker }: Occlusion): number => (counts.get(masker) ?? 0) / (ran.get(masker) ?? 1)
  const startedMs = performance.now()
  const opened = await path.openCase(occluded)
  let totalMs = performance.now() - startedMs
  const rows = new Map<Occlusion, readonly number[]>()
  for (const batch of opened.planBatches(chosen)) {
    const batchStartedMs = performance.now()
    const answers = await opened.run(batch)
    const scale = batch.reduce((sum, one) => sum + scaleOf(one), 0) / batch.length
    totalMs += (performance.now() - batchStartedMs) * scale
    for (const [place, occlusion] of batch.entries()) rows.set(occlusion, answers[place] ?? [])
  }
  return { seconds: totalMs / 1000, rows }
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
