/** The masks of one grid over one input, recomputed only where they reach. */
import { OrtTensor } from '../onnxruntime'
import { elementCount } from '@shared/tensor'
import type { GridInput } from '../../batch/grid-input'
import { readTensors } from '../../graph/read-tensors'
import { toBox } from '../../graph/incremental/box'
import { buildIncrementalModel } from '../../graph/incremental/incremental-model'
import { cachedOf, rowsOf } from '../../graph/incremental/map-tensor'
import { planChunkedRegion } from '../../graph/incremental/masks-per-run'
import { maxShareOf, type Region } from '../../graph/incremental/plan-region'
import { originalOf } from '../../graph/sequence/sequence-tensor'
import type { SplitPlan } from '../../graph/split/plan-split'
import { openOrtModel, type OrtModel } from '../ort-model'
import { createChunkPlanner, type ChunkIndices } from './chunk-indices'
import { toFrontierInputs } from './learn-frontier'
import type { ModelPieces } from './model-pieces'
import type { DerivedOptions } from './derived-options'

export interface ModalityRegion {
  readonly region: Region
  /** Masks per run. */
  readonly masks: number
  /** Frontier tensors that the dense nodes read. */
  readonly frontier: readonly string[]
  readonly planChunk: (masks: readonly number[]) => ChunkIndices
  readonly model: OrtModel
}

/** Plans and opens the region behind an input; null when the graph has none, or takes no float32. Errors: session/piece-not-opened. */
export async function openModalityRegion(
  options: DerivedOptions,
  { index, output, frontier, measured }: ModelPieces,
  split: SplitPlan,
  { name, tensor, parts }: GridInput,
): Promise<ModalityRegion | null> {
  if (options.card.inputs.find((one) => one.name === name)?.dtype !== 'float32') return null
  const [channels = 0, ...dims] = tensor.dims
  const input = { name, channels, dims, boxes: parts.map(toBox) }
  const frontierDims = new Map([...frontier].map(([one, tensor]) => [one, tensor.dims]))
  const chunked = planChunkedRegion(
    {
      ...{ index, split, output, input, frontierDims },
      maxShare: maxShareOf(dims.length),
      measured: measured.dims,
    },
    options.batchSize,
  )
  if (chunked === null) return null
  const { region, masks } = chunked
  const stored = region.sequence?.plan.storedNodes ?? []
  const read = new Set([...stored, ...region.denseNodes].flatMap(readTensors))
  const names = split.frontier.filter((one) => read.has(one))
  const inputs = toFrontierInputs(frontier, names)
  const bytes = buildIncrementalModel(options.parsed, region, inputs, { output, dtypes: measured.dtypes })
  const model = await openOrtModel({ modelPath: options.modelPath, bytes }, options)
  return { region, masks, frontier: names, planChunk: createChunkPlanner(region), model }
}

/** The masked input of one chunk, as the region reads it. */
export interface ChunkValues {
  readonly rows: Float32Array | null
  /** By name of the crop input. */
  readonly crops: ReadonlyMap<string, Float32Array>
}

/** Feeds of one chunk: the masked input, bands of the cached maps, and the geometry. */
export function regionFeeds(
  { region }: ModalityRegion,
  chunk: ChunkIndices,
  { rows, crops }: ChunkValues,
  cached: ReadonlyMap<string, OrtTensor>,
): Record<string, OrtTensor> {
  const { input, steps, sources } = region
  const feeds: Record<string, OrtTensor> = { ...chunk.feeds }
  if (rows !== null) {
    feeds[rowsOf(input)] = new OrtTensor('float32', rows, [rows.length / input.channels, input.channels])
  }
  for (const { name, size } of steps.flatMap(({ crop }) => crop ?? [])) {
    const values = crops.get(name) ?? new Float32Array(0)
    const perMask = input.channels * elementCount(size)
    feeds[name] = new OrtTensor('float32', values, [values.length / perMask, input.channels, ...size])
  }
  for (const map of sources) {
    const [first, end] = chunk.bands.get(map) ?? [0, 1]
    const perRow = elementCount(map.dims.slice(1))
    const data = cached.get(cachedOf(map))?.data
    if (!(data instanceof Float32Array)) continue
    const band = data.subarray(first * perRow * map.channels, end * perRow * map.channels)
    feeds[cachedOf(map)] = new OrtTensor('float32', band, [(end - first) * perRow, map.channels])
  }
  for (const { name } of region.sequence?.plan.exits ?? []) {
    const original = cached.get(name)
    if (original !== undefined) feeds[originalOf(name)] = original
  }
  return feeds
}
