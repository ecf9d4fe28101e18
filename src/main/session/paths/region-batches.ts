/** Parts of one grid against the region behind its input. */
import { at } from '@shared/at'
import { elementCount } from '@shared/tensor'
import type { OccludedCase } from '../../batch/fill-batch'
import { fillCrop, fillRows } from '../../batch/fill-rows'
import type { GridInput } from '../../batch/grid-input'
import type { Occlusion } from '../../batch/plan-batches'
import { createScratch, visitMasked, type Scratch } from '../../batch/visit-masked'
import { toRows } from '../output-rows'
import { betweenPieces } from './between-pieces'
import type { DerivedOptions } from './derived-options'
import type { UntouchedCase } from './untouched-pass'
import { regionFeeds, type ChunkValues, type ModalityRegion } from './modality-region'
import type { ModelPieces } from './model-pieces'
import type { RunBatch } from './split-batches'
import { createTiledFeeds } from './tile-tensor'

/** Makes what runs the batches of a region in a case, whose values of the input are given. */
export function createRegionBatches(
  { outputs }: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
  region: ModalityRegion,
  input: GridInput,
  known: UntouchedCase,
): RunBatch {
  const tiled = createTiledFeeds(betweenPieces(pieces, region.frontier, known))
  const scratch = createScratch(input)
  return async (batch) => {
    const values = fillChunk(region, batch, occluded, scratch)
    const chunk = region.planChunk(batch.map(({ part }) => Number(part)))
    const feeds = regionFeeds(region, chunk, values, known.tensors)
    const answers = await region.model.run({ ...feeds, ...tiled(batch.length) }, [pieces.output])
    return [...answers.values()].flatMap((answer) => toRows(answer, batch.length, outputs))
  }
}

function fillChunk(
  { region }: ModalityRegion,
  batch: readonly Occlusion[],
  occluded: OccludedCase,
  scratch: Scratch,
): ChunkValues {
  const { input, readsRows, steps } = region
  const crops = steps.flatMap(({ crop }) => crop ?? [])
  const cropLength = (size: readonly number[]): number => input.channels * elementCount(size)
  const filled = new Map(
    crops.map(({ name, size }) => [name, new Float32Array(batch.length * cropLength(size))]),
  )
  const sizes = batch.map(({ part }) => elementCount(at(scratch.parts, Number(part)).size))
  const positions = sizes.reduce((sum, size) => sum + size, 0)
  const rows = readsRows ? new Float32Array(positions * input.channels) : null
  let next = 0
  visitMasked(batch, occluded, scratch, ({ part }, box, place) => {
    if (rows !== null) next = fillRows(scratch, box, rows, next)
    for (const { name, size, origins } of crops) {
      const target = filled.get(name)
      if (target !== undefined)
        fillCrop(scratch, at(origins, Number(part)), size, target, place * cropLength(size))
    }
  })
  return { rows, crops: filled }
}
