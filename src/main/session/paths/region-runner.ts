/** 7 of 11: parts of one grid against the region behind its input. */
import { elementCount } from '@shared/tensor'
import type { OccludedCase } from '../../batch/fill-batch'
import { fillPiece, fillRows } from '../../batch/fill-rows'
import { createScratch, visitMasked, type BoxedOcclusion, type Scratch } from '../../batch/visit-masked'
import { boxSize } from '../../graph/incremental/box'
import { toRows } from '../output-rows'
import { betweenPieces } from './between-pieces'
import type { DerivedOptions } from './derived-options'
import type { BaselineCase } from './grid-pieces'
import { regionFeeds, type ChunkValues, type ModalityRegion } from './modality-region'
import type { ModelPieces } from './model-pieces'
import type { RunBatch } from './split-runner'
import { createTiledFeeds } from './tile-tensor'

/** Makes the runner of a region in a case. */
export function createRegionRunner(
  { outputs }: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
  region: ModalityRegion,
  known: BaselineCase,
): RunBatch {
  const tiled = createTiledFeeds(betweenPieces(pieces, region.frontier, known))
  const scratch = createScratch(occluded, region.region.input.name)
  return async (batch) => {
    const masks = batch.map(({ part }) => Number(part))
    const boxed = batch.flatMap((occlusion, place) => {
      const box = region.boxes[masks[place] ?? -1]
      return box === undefined ? [] : [{ occlusion, box }]
    })
    const values = fillChunk(region, boxed, occluded, scratch)
    const feeds = regionFeeds(region, region.planChunk(masks), values, known.tensors)
    const answers = await region.model.run({ ...feeds, ...tiled(batch.length) }, [pieces.output])
    return [...answers.values()].flatMap((answer) => toRows(answer, batch.length, outputs))
  }
}

function fillChunk(
  { region }: ModalityRegion,
  boxed: readonly BoxedOcclusion[],
  occluded: OccludedCase,
  scratch: Scratch,
): ChunkValues {
  const { input, readsRows, steps } = region
  const crops = steps.flatMap(({ crop }) => crop ?? [])
  const pieceLength = (size: readonly number[]): number => input.channels * elementCount(size)
  const filled = new Map(
    crops.map(({ name, size }) => [name, new Float32Array(boxed.length * pieceLength(size))]),
  )
  const positions = boxed.reduce((sum, { box }) => sum + boxSize(box), 0)
  const rows = readsRows ? new Float32Array(positions * input.channels) : null
  let at = 0
  visitMasked(boxed, occluded, scratch, ({ occlusion, box }, place) => {
    if (rows !== null) at = fillRows(scratch, box, rows, at)
    for (const { name, size, origins } of crops) {
      const target = filled.get(name)
      const origin = origins[Number(occlusion.part)]
      if (target !== undefined && origin !== undefined) {
        fillPiece(scratch, origin, size, target, place * pieceLength(size))
      }
    }
  })
  return { rows, crops: filled }
}
