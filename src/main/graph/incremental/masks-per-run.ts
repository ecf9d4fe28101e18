/** How many masks of a region share a run. */
import { planRegion, type Region, type RegionOptions } from './plan-region'

export interface ChunkedRegion {
  readonly region: Region
  /** Masks per run. */
  readonly masks: number
}

/** What fills the caches of a processor with a few masks when it runs on whole maps or sequences. */
const denseOperators: ReadonlySet<string> = new Set(['Conv', 'MatMul'])

/**
 * Plans a region for `batchSize` masks per run, or for twice as many where all of it stays in rows: a mask leaves few of them in
 * the deep maps, whose weights are read once per run. Null when nothing is gained.
 */
export function planChunkedRegion(
  options: Omit<RegionOptions, 'masks'>,
  batchSize: number,
): ChunkedRegion | null {
  const count = options.input.boxes?.length ?? 0
  const [masks, twice] = [Math.min(batchSize, count), Math.min(2 * batchSize, count)]
  const inRows = planRegion({ ...options, masks: twice })
  if (inRows !== null && !inRows.denseNodes.some(({ opType }) => denseOperators.has(opType))) {
    return { region: inRows, masks: twice }
  }
  const region = planRegion({ ...options, masks })
  return region === null ? null : { region, masks }
}
