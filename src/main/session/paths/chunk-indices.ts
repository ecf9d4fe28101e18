/** The geometry of a chunk of masks: index inputs and the bands of the cached maps. Shared by all cases of one grid. */
import { OrtTensor } from '../onnxruntime'
import { fillCropPlaces } from '../../graph/incremental/crop'
import type { MapTensor } from '../../graph/incremental/map-tensor'
import { fillMeanWeights } from '../../graph/incremental/map-mean'
import { toExit, type Region } from '../../graph/incremental/plan-region'
import { bandOf, fillRowIndex, type Band, type RowIndex } from '../../graph/incremental/row-index'
import { fillTileRows } from '../../graph/incremental/tile-rows'
import { changedRows } from '../../graph/incremental/map-entry'
import type { SequencePlan } from '../../graph/sequence/plan-sequence'
import { fillSequenceIndex } from '../../graph/sequence/sequence-tensor'
import { fillTapFactors } from '../../graph/incremental/tap-factors'

export interface ChunkIndices {
  readonly bands: ReadonlyMap<MapTensor, Band>
  /** Index and factor inputs by name. */
  readonly feeds: Readonly<Record<string, OrtTensor>>
}

/** Chunks beyond this are planned again when they are needed. */
const keptBytes = 256 * 2 ** 20

/** Makes the planner of a region; it remembers the chunks it has planned, oldest forgotten first. */
export function createChunkPlanner(region: Region): (masks: readonly number[]) => ChunkIndices {
  const kept = new Map<string, { readonly chunk: ChunkIndices; readonly bytes: number }>()
  let total = 0
  return (masks) => {
    const key = masks.join()
    const found = kept.get(key)
    if (found !== undefined) return found.chunk
    const chunk = planChunk(region, masks)
    const bytes = Object.values(chunk.feeds).reduce((sum, { size }) => sum + 4 * size, 0)
    kept.set(key, { chunk, bytes })
    total += bytes
    for (const [oldest, entry] of kept) {
      if (total <= keptBytes || oldest === key) break
      kept.delete(oldest)
      total -= entry.bytes
    }
    return chunk
  }
}

function planChunk(
  { steps, exits, means, sequence, sources }: Region,
  masks: readonly number[],
): ChunkIndices {
  const indices = [...steps.flatMap((step) => step.indices), ...exits]
  const bands = new Map(
    sources.map((map) => [
      map,
      bandOf(
        [...indices, ...means.map(({ from }) => toExit(from))].filter(({ from }) => from.name === map.name),
        masks,
      ),
    ]),
  )
  const bandOfMap = new Map([...bands].map(([map, band]) => [map.name, band]))
  const feeds: Record<string, OrtTensor> = {}
  for (const index of indices) {
    const values = fillRowIndex(index, masks, bandOfMap.get(index.from.name) ?? [0, 1])
    feeds[index.name] = new OrtTensor('int32', values, [values.length])
  }
  for (const mean of means) {
    const weights = fillMeanWeights(mean, masks)
    feeds[mean.weights] = new OrtTensor('float32', weights, [masks.length, weights.length / masks.length])
  }
  for (const tiles of steps.flatMap((step) => step.tiles ?? [])) {
    const rows = fillTileRows(tiles, masks)
    feeds[tiles.name] = new OrtTensor('int32', rows, [rows.length])
  }
  for (const crop of steps.flatMap((step) => step.crop ?? [])) {
    const places = fillCropPlaces(crop, masks)
    feeds[crop.places] = new OrtTensor('int32', places, [places.length])
  }
  if (sequence !== null)
    Object.assign(feeds, toSequenceFeeds(sequence.plan, changedRows(sequence.map, masks)))
  for (const factor of steps.flatMap((step) => step.factors ?? []))
    feeds[factor.name] = toFactors(factor, masks)
  return { bands, feeds }
}

/** Index inputs of a sequence for masks that change the given rows. */
export function toSequenceFeeds(
  { indices }: SequencePlan,
  changed: readonly (readonly number[])[],
): Record<string, OrtTensor> {
  return Object.fromEntries(
    indices.map((index) => {
      const values = fillSequenceIndex(index, changed)
      return [index.name, new OrtTensor('int32', values, [values.length])]
    }),
  )
}

function toFactors(factor: RowIndex, masks: readonly number[]): OrtTensor {
  const values = fillTapFactors(factor, masks)
  return new OrtTensor('float32', values, [values.length, 1])
}
