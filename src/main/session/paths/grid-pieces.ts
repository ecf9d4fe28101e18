/** The pieces that depend on the dims and grids of a case: regions, sequences, and the untouched pass that feeds them. */
import { isAppError } from '@shared/errors'
import type { OccludedCase } from '../../batch/fill-batch'
import { gridInputOf } from '../../batch/grid-input'
import { isJoint, sourceKey } from '../../maskers/joint-masker'
import { openUntouchedPass, type UntouchedPass } from './untouched-pass'
import type { DerivedOptions } from './derived-options'
import { openInputSequence, type InputSequence } from './input-sequence'
import { openModalityRegion, type ModalityRegion } from './modality-region'
import type { ModelPieces } from './model-pieces'

export interface GridPieces {
  /** By masker; null where masks do not go through one. */
  readonly regions: readonly (ModalityRegion | null)[]
  /** By the key of a split, where no masker of its modalities has a region. */
  readonly sequences: ReadonlyMap<string, InputSequence>
  readonly untouched: UntouchedPass
  readonly release: () => Promise<void>
}

/** Names the dims and grids of a case: the pieces of a model hold for cases of one key. */
export function piecesKey({ original, maskers }: OccludedCase): string {
  const dims = [...original.modalities.values()].map(({ tensors }) =>
    [...tensors].map(([name, tensor]) => [name, tensor.dims]),
  )
  return JSON.stringify([dims, maskers.map((masker) => gridInputOf(masker, original)?.layout ?? null)])
}

/** Opens regions and sequences (none on the split path) and one untouched pass for all. Errors: session/piece-not-opened. */
export async function openGridPieces(
  options: DerivedOptions,
  pieces: ModelPieces,
  occluded: OccludedCase,
): Promise<GridPieces> {
  const isSplit = options.path === 'split'
  const regions = isSplit ? [] : await openRegions(options, pieces, occluded)
  const sequences = isSplit
    ? new Map<string, InputSequence>()
    : await openSequences(options, pieces, occluded, regions)
  const open = [...new Set(regions)].filter((region) => region !== null)
  const maps = open.flatMap(({ region }) => region.sources)
  const plans = [
    ...open.flatMap(({ region }) => region.sequence?.plan ?? []),
    ...[...sequences.values()].map(({ plan }) => plan),
  ]
  const exits = plans.flatMap((plan) => plan.exits.map(({ name }) => name))
  const distinct = [...new Map(maps.map((map) => [map.name, map])).values()]
  const releaseModels = async (): Promise<void> => {
    for (const { model } of [...open, ...sequences.values()]) await model.release()
  }
  try {
    const untouched = await openUntouchedPass(options, pieces, distinct, exits)
    const release = async (): Promise<void> => {
      await untouched.release()
      await releaseModels()
    }
    return { regions, sequences, untouched, release }
  } catch (thrown) {
    await releaseModels()
    throw thrown
  }
}

function orNoneWhenNotOpened(thrown: unknown): null {
  if (isAppError(thrown) && thrown.code === 'session/piece-not-opened') return null
  throw thrown
}

/** Modalities whose masks are words or other rows of their own input. */
async function openSequences(
  options: DerivedOptions,
  pieces: ModelPieces,
  { maskers }: OccludedCase,
  regions: GridPieces['regions'],
): Promise<Map<string, InputSequence>> {
  const opened = new Map<string, InputSequence>()
  for (const [key, split] of pieces.splits) {
    const own = maskers.flatMap((masker, place) => (sourceKey(masker) === key ? [{ masker, place }] : []))
    if (own.some(({ masker, place }) => isJoint(masker) || (regions[place] ?? null) !== null)) continue
    // A sequence that onnxruntime does not open costs this modality some speed, not the others their regions.
    const sequence = await openInputSequence(options, pieces, split).catch(orNoneWhenNotOpened)
    if (sequence !== null) opened.set(key, sequence)
  }
  return opened
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
    const split = pieces.splits.get(sourceKey(masker))
    const input = gridInputOf(masker, original)
    if (split === undefined || input === null) {
      regions.push(null)
      continue
    }
    const key = JSON.stringify([input.name, input.layout])
    const found = opened.get(key)
    // A region that onnxruntime does not open costs its masks some speed, not the other modalities theirs.
    const region =
      found === undefined
        ? await openModalityRegion(options, pieces, split, input).catch(orNoneWhenNotOpened)
        : found
    opened.set(key, region)
    regions.push(region)
  }
  return regions
}
