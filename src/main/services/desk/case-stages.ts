/** A modality of a case after each of its preprocessing steps, small enough to lie side by side. */
import type { CaseStages, StepStage } from '@shared/case-look'
import { AppError, toErrorData } from '@shared/errors'
import { planesOf } from '@shared/picture/planes'
import { at } from '@shared/at'
import { kindOf } from '../../kinds'
import type { PixelGrid } from '../../kinds/pixel-grid'
import type { Grid } from '../../tensors/grid'
import { pixelLengths } from '../../tensors/grid'
import type { GridStage } from '../../tensors/grid-stages'
import { cutSlice } from './cut-slice'
import type { ReadValue } from './preview-source'
import { levelsOf } from './value-levels'

/** Longest side of a small picture. */
const thumbnailSide = 128

/** Follows the steps; errors of reading are thrown, what comes before a step that fails is shown all the same. Throws the reason of `signal` between two steps. */
export async function caseStages(
  { value, modality, whole }: ReadValue,
  caseId: string,
  signal?: AbortSignal,
): Promise<CaseStages> {
  const stages: StepStage[] = []
  try {
    for (const stage of kindOf(modality).stages(value, modality, { caseId, modality: modality.name })) {
      signal?.throwIfAborted()
      stages.push(toStage(stage))
    }
    signal?.throwIfAborted()
    await whole()
    return { stages, problem: null }
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown
    return { stages, problem: { ...toErrorData(thrown, `case ${caseId}`) } }
  }
}

function toStage({ step, grid, isPlaced }: GridStage): StepStage {
  const { channels, dims, spacingMm, values } = grid
  return {
    ...{ step, channels, dims: [...dims] },
    spacingMm: spacingMm === null ? null : [...spacingMm],
    range: levelsOf(values).range,
    thumbnail: dims.length === 1 ? null : toThumbnail(toPixelGrid(grid, isPlaced)),
  }
}

/** Channels first, an image with a depth of 1. */
function toPixelGrid(grid: Grid, isPlaced: boolean): PixelGrid {
  const { channels, values, affineLps, directions } = grid
  const [z, y, x] = grid.dims.length === 2 ? [1, ...grid.dims] : grid.dims
  if (z === undefined || y === undefined || x === undefined)
    throw new AppError('bug/unexpected', { where: 'toPixelGrid', words: `${grid.dims.length} axes` })
  return {
    ...{ dims: [z, y, x], channels, values, pixels: pixelLengths(grid) },
    affineLps: isPlaced ? affineLps : null,
    ...(directions === undefined ? {} : { directions }),
    steps: { z: y * x, y: x, x: 1, channel: z * y * x },
  }
}

function toThumbnail(grid: PixelGrid): StepStage['thumbnail'] {
  const [plane] = planesOf(grid).planes
  if (plane === undefined) return null
  const { axis, count } = plane.slices
  const slice = cutSlice(grid, axis, Math.floor(count / 2))
  const [rows, columns, channels] = slice.dims
  const shown = channels === 3 ? 3 : 1
  const shrunk = Math.max(1, Math.max(rows, columns) / thumbnailSide)
  const height = Math.max(1, Math.floor(rows / shrunk))
  const width = Math.max(1, Math.floor(columns / shrunk))
  const [low, , , high] = slice.percentiles
  const pixels = Buffer.alloc(height * width * shown)
  for (let place = 0; place < pixels.length; place += 1) {
    const channel = place % shown
    const pixel = (place - channel) / shown
    const row = Math.min(rows - 1, Math.floor((Math.floor(pixel / width) + 0.5) * shrunk))
    const column = Math.min(columns - 1, Math.floor(((pixel % width) + 0.5) * shrunk))
    const value = at(slice.values, (row * columns + column) * channels + channel)
    pixels[place] =
      high > low ? Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low)))) : 0
  }
  const { pixelAspect } = slice
  return { width, height, channels: shown, pixelAspect, pixels: pixels.toString('base64') }
}
