/** 7 of 11: the pieces that depend on the grids of a case: incremental regions, and the baseline that feeds them. */
import type { Tensor as OrtTensor } from 'onnxruntime-node'
import type { OccludedCase } from '../../batch/fill-batch'
import { gridInputOf } from '../../batch/grid-input'
import { buildBaselineModel } from '../../graph/baseline-model'
import { cachedOf } from '../../graph/incremental/map-tensor'
import { toRows } from '../output-rows'
import { openOrtModel } from '../ort-model'
import type { DerivedOptions } from './derived-options'
import { openModalityRegion, type ModalityRegion } from './modality-region'
import type { ModelPieces } from './model-pieces'
import { toOriginalFeeds } from './original-feeds'

/** What is computed once for a case. */
export interface BaselineCase {
  /** The chosen output of the untouched case, [C]. */
  readonly output: readonly number[]
  /** Frontier and cached maps by name. */
  readonly tensors: ReadonlyMap<string, OrtTensor>
}

export interface GridPieces {
  /** By masker; null where masks go through the split. */
  readonly regions: readonly (ModalityRegion | null)[]
  /** Its cached maps are written over by the next case. */
  readonly runBaseline: (occluded: OccludedCase) => Promise<BaselineCase>
  readonly release: () => Promise<void>
}

/** Names the dims and grids of a case: the pieces of a model hold for cases of one key. */
export function piecesKey({ original, maskers }: OccludedCase): string {
  const dims = [...original.modalities.values()].map(({ tensors }) =>
    [...tensors].map(([name, tensor]) => [name, tensor.dims]),
  )
  return JSON.stringify([dims, maskers.map((masker) => gridInputOf(masker, original)?.layout ?? null)])
}

/** Opens the regions of every grid (none on the split path) and one baseline for all. Errors: session/open-failed. */
export async function openGridPieces(
  options: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
): Promise<GridPieces> {
  const regions = options.path === 'split' ? [] : await openRegions(options, pieces, occluded)
  const open = [...new Set(regions)].filter((region) => region !== null)
  const maps = [
    ...new Map(open.flatMap(({ region }) => region.sources).map((map) => [map.name, map])).values(),
  ]
  const { index, output, frontier } = pieces
  const bytes = buildBaselineModel(options.parsed, index, { output, frontier: [...frontier.keys()], maps })
  const baseline = await openOrtModel({ modelPath: options.modelPath, bytes }, options)
  const made = [...frontier.keys()].filter((name) => !index.inputs.includes(name))
  const cachedNames = new Set(maps.map(cachedOf))
  const names = [...new Set([output, ...made]), ...cachedNames]
  let room = new Map<string, OrtTensor>()
  return {
    regions,
    runBaseline: async ({ original }) => {
      const feeds = toOriginalFeeds(original, options.card)
      const answers = await baseline.run(feeds, names, room)
      // The next case has the same sizes: its maps are written over these.
      room = new Map([...answers].filter(([name]) => cachedNames.has(name)))
      const rows = [answers.get(output)].flatMap((one) =>
        one === undefined ? [] : toRows(one, 1, options.outputs),
      )
      return { output: rows[0] ?? [], tensors: new Map([...Object.entries(feeds), ...answers]) }
    },
    release: async () => {
      await baseline.release()
      for (const { model } of open) await model.release()
    },
  }
}

/** Channel groups of one input over one grid share a region. */
async function openRegions(
  options: DerivedOptions,
  pieces: ModelPieces,
  { maskers, original }: OccludedCase,
): Promise<(ModalityRegion | null)[]> {
  const opened = new Map<string, ModalityRegion | null>()
  const regions: (ModalityRegion | null)[] = []
  for (const masker of maskers) {
    const split = pieces.splits.get(masker.source)
    const input = gridInputOf(masker, original)
    if (split === undefined || input === null) {
      regions.push(null)
      continue
    }
    const key = JSON.stringify([input.name, input.layout])
    const found = opened.get(key)
    const region = found === undefined ? await openModalityRegion(options, pieces, split, input) : found
    opened.set(key, region)
    regions.push(region)
  }
  return regions
}
