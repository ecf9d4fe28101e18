/** Benchmark: one standard model on every path. */
import type { RunPathName } from '@shared/study'
import { countArithmetic } from './arithmetic'
import { buildBenchCase } from './bench-case'
import type { ModelTimes } from './bench-log'
import { openBenchPaths, type BenchPathOptions } from './bench-paths'
import type { BenchModel } from './models/bench-model'
import { median, timePaths, type PathTimes } from './time-paths'

export interface TimeOptions extends BenchPathOptions {
  readonly rounds: number
  readonly sample: number
  /** Multiply-adds per second of the machine. */
  readonly peak: number
}

/** Times a model; everything it opened is released. */
export async function timeModel(model: BenchModel, options: TimeOptions): Promise<ModelTimes> {
  const benchCase = buildBenchCase(model, 1)
  const arithmetic = await countArithmetic(model, benchCase, options.batchSize)
  const { paths, release } = await openBenchPaths(model, options)
  try {
    const times = await timePaths(paths, benchCase, options)
    const plain = times.find(({ path }) => path === 'plain')
    return {
      model: model.name,
      passes: benchCase.occlusions.length,
      paths: times.map((one) => toPathResult(one, plain, arithmetic, options.peak)),
    }
  } finally {
    await release()
  }
}

function toPathResult(
  { path, secondsPerCase, largestDifference }: PathTimes,
  plain: PathTimes | undefined,
  arithmetic: Readonly<Record<RunPathName, number>>,
  peak: number,
): ModelTimes['paths'][number] {
  const middle = median(secondsPerCase)
  const quotients = secondsPerCase.map(
    (seconds, round) => (plain?.secondsPerCase[round] ?? Number.NaN) / seconds,
  )
  return {
    path,
    secondsPerCase: [...secondsPerCase],
    median: middle,
    ratio: median(quotients),
    arithmetic: arithmetic[path] / arithmetic.plain,
    peakShare: arithmetic[path] / middle / peak,
    largestDifference,
  }
}
