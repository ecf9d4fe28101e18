/** Benchmark: its figures as Markdown. */
import type { BenchLog, ModelTimes } from './bench-log'

/** Writes one row per model and path. */
export function toTable(models: readonly ModelTimes[]): string {
  const head = [
    '| model | passes | path | s per case | ratio to plain | arithmetic | share of peak | largest difference |',
    '|---|---|---|---|---|---|---|---|',
  ]
  const rows = models.flatMap(({ model, passes, paths }) =>
    paths.map(
      (one) =>
        `| ${model} | ${passes} | ${one.path} | ${one.median.toPrecision(3)} | ${one.ratio.toFixed(2)}x | ${percent(one.arithmetic)} | ${percent(one.peakShare)} | ${one.largestDifference.toExponential(1)} |`,
    ),
  )
  return [...head, ...rows].join('\n')
}

/** Compares the ratios of two benchmarks; models and paths of both only. */
export function toComparison(now: BenchLog, earlier: BenchLog): string {
  const head = ['| model | path | earlier | now | now / earlier |', '|---|---|---|---|---|']
  const rows = now.models.flatMap(({ model, paths }) => {
    const known = earlier.models.find((one) => one.model === model)?.paths ?? []
    return paths.flatMap(({ path, ratio }) => {
      const before = known.find((one) => one.path === path)?.ratio
      if (before === undefined || path === 'plain') return []
      return [
        `| ${model} | ${path} | ${before.toFixed(2)}x | ${ratio.toFixed(2)}x | ${(ratio / before).toFixed(2)} |`,
      ]
    })
  })
  return [...head, ...rows].join('\n')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
}
