/** Benchmark: what large inputs need: memory for a volume, time to plan a large image (docs/performance.md). */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gridInputOf } from '../../src/main/batch/grid-input'
import { planBatches, type Occlusion } from '../../src/main/batch/plan-batches'
import { inspectModel } from '../../src/main/graph/inspect-model'
import { parseModel } from '../../src/main/graph/parse-model'
import { createDerivedPath } from '../../src/main/session/paths/derived-path'
import type { DerivedOptions } from '../../src/main/session/paths/derived-options'
import { openModalityRegion } from '../../src/main/session/paths/modality-region'
import { sourceKey } from '../../src/main/maskers/joint-masker'
import { openModelPieces } from '../../src/main/session/paths/model-pieces'
import { pruneModel } from '../../src/main/session/paths/prune-model'
import { buildOutputs } from '../fixtures/builders/onnx'
import { buildBenchCase, type BenchCase } from './bench-case'
import type { BenchModel } from './models/bench-model'
import { buildResNet18Large } from './models/resnet18'
import { buildResNet3d18 } from './models/resnet3d-18'

export interface LimitOptions {
  readonly folder: string
  readonly threads: number
  readonly batchSize: number
}

export interface VolumeMemory {
  readonly passes: number
  /** Passes that were run: the original, whole masks, and blocks spread over the volume. */
  readonly ran: number
  /** Of this process, at its highest. */
  readonly peakBytes: number
  /** Of every pass that was run. */
  readonly outputs: readonly (readonly number[])[]
}

/** Runs a 3-D ResNet-18 on 160 x 128 x 128 in 16-wide blocks on the incremental path. */
export async function measureVolume(options: LimitOptions, blocks: number): Promise<VolumeMemory> {
  const model = buildResNet3d18({ size: 'full' })
  const { occluded, occlusions } = buildBenchCase(model, 1)
  const path = createDerivedPath(await toDerived(model, options))
  const opened = await path.openCase(occluded)
  const chosen = choose(occlusions, blocks)
  const outputs: number[][] = []
  for (const batch of opened.planBatches(chosen)) outputs.push(...(await opened.run(batch)))
  await path.release()
  // getrusage counts kilobytes.
  const peakBytes = process.resourceUsage().maxRSS * 1024
  return { passes: occlusions.length, ran: chosen.length, peakBytes, outputs }
}

export interface PlanTimes {
  readonly parts: number
  /** Parsing the file, taking the model apart and opening what masks run through. */
  readonly openSeconds: number
  /** Filling the indices of every chunk. */
  readonly indexSeconds: number
}

/** Plans ResNet-18 on 960 x 1120 in 240 patches. */
export async function measurePlan(options: LimitOptions): Promise<PlanTimes> {
  const model = buildResNet18Large({ size: 'full' })
  const { occluded, occlusions } = buildBenchCase(model, 1)
  const derived = await toDerived(model, options)
  const startedMs = performance.now()
  const { parsed, measured } = await pruneModel(derived, occluded.original)
  const pieces = await openModelPieces({ ...derived, parsed }, occluded, measured)
  const region = await openImageRegion({ ...derived, parsed }, pieces, occluded)
  const openedMs = performance.now()
  const parts = occlusions.filter(({ masker, part }) => masker === 0 && part !== 'whole')
  for (const batch of planBatches(parts, region?.masks ?? options.batchSize)) {
    region?.planChunk(batch.map(({ part }) => Number(part)))
  }
  const plannedMs = performance.now()
  await region?.model.release()
  await pieces.release()
  return {
    parts: parts.length,
    openSeconds: (openedMs - startedMs) / 1000,
    indexSeconds: (plannedMs - openedMs) / 1000,
  }
}

async function openImageRegion(
  options: DerivedOptions,
  pieces: Awaited<ReturnType<typeof openModelPieces>>,
  { maskers, original }: BenchCase['occluded'],
) {
  const [masker] = maskers
  const split = masker === undefined ? undefined : pieces.splits.get(sourceKey(masker))
  const input = masker === undefined ? null : gridInputOf(masker, original)
  return split === undefined || input === null ? null : openModalityRegion(options, pieces, split, input)
}

async function toDerived(model: BenchModel, options: LimitOptions): Promise<DerivedOptions> {
  const { folder, threads, batchSize } = options
  const modelPath = join(folder, `${model.name}.onnx`)
  writeFileSync(modelPath, model.bytes)
  const card = await inspectModel(modelPath)
  const parsed = parseModel(readFileSync(modelPath), card.fileName)
  return {
    path: 'incremental',
    device: 'cpu',
    outputs: buildOutputs(4),
    modelPath,
    card,
    parsed,
    threads,
    batchSize,
  }
}

/** All but blocks, and so many of these. */
function choose(occlusions: readonly Occlusion[], blocks: number): Occlusion[] {
  const isBlock = ({ masker, part }: Occlusion): boolean => masker === 0 && part !== 'whole'
  const step = Math.max(1, Math.floor(occlusions.filter(isBlock).length / blocks))
  return occlusions.filter((one) => !isBlock(one) || Number(one.part) % step === 0)
}
