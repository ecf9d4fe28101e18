/** 4 of 10: parts and occluded copies of images and volumes. */
import { AppError } from '@shared/errors'
import type { GridPart } from '@shared/part'
import type { GridModality } from '@shared/study'
import type { FloatTensor } from '@shared/tensor'
import { findGridAxes, type GridAxes } from '../tensors/grid-axes'
import { boxElements } from './grid-elements'
import { layGrid, planGrid } from './grid-plan'
import type { Masker, PartIndex } from './masker'
import { fillPart, floatTensor, type NumericReplacement, type PartView } from './part-view'
import { replacementWords } from './replacement-words'

/** A named group of channels of one tensor, reported as a modality of its own. */
export interface ChannelGroup {
  readonly name: string
  readonly channels: readonly number[]
}

export interface GridMaskerContext {
  readonly replacement: NumericReplacement
  readonly matchedSize: readonly number[] | null
  readonly group: ChannelGroup | null
}

/**
 * Creates the masker of an image or volume, or of one group of its channels (METHOD section 2): patches or blocks from the first corner,
 * all channels together, cut off at the far edge. Errors when made: masker/no-match, masker/gaps.
 * Errors per case: masker/ragged-grid, masker/part-rank, masker/too-many-parts, masker/channel, those of the replacement.
 */
export function createGridMasker(
  modality: GridModality,
  { replacement, matchedSize, group }: GridMaskerContext,
): Masker {
  const grid = planGrid(modality, matchedSize)
  const laid = new Map<string, ReturnType<typeof layGrid>>()
  const layOver = (axes: GridAxes) => {
    if (grid === null) return null
    const dims = axes.spatial.map(({ length }) => length)
    const known = laid.get(dims.join()) ?? layGrid(grid, dims, modality.name)
    laid.set(dims.join(), known)
    return known
  }
  const boxOf = (axes: GridAxes, part: PartIndex): GridPart => {
    const found = part === 'whole' ? null : layOver(axes)?.parts[part]
    return found ?? { offset: axes.spatial.map(() => 0), size: axes.spatial.map(({ length }) => length) }
  }
  return {
    name: group === null ? modality.name : `${modality.name}/${group.name}`,
    source: modality.name,
    draws: modality.replacement.kind === 'donor' ? modality.replacement.draws : 1,
    words: {
      parts: partWords(modality, grid?.size ?? null),
      replacement: replacementWords(modality.replacement, modality),
    },
    layout: (original) => {
      const axes = axesOf(floatTensor(original, modality.input), modality)
      channelsOf(axes, modality.name, group)
      return layOver(axes)?.layout ?? { kind: 'whole' }
    },
    mask: (original, part, slot, context) => {
      const tensor = floatTensor(original, modality.input)
      const axes = axesOf(tensor, modality)
      const channels = channelsOf(axes, modality.name, group)
      const view: PartView = {
        modality: modality.name,
        input: modality.input,
        original: tensor,
        part: boxElements(axes, channels, boxOf(axes, part)),
        whole: boxElements(axes, channels, boxOf(axes, 'whole')),
        spatial: axes.spatial,
        context,
      }
      fillPart(view, replacement, slot)
    },
  }
}

function axesOf(tensor: FloatTensor, modality: GridModality): GridAxes {
  const axes = findGridAxes(tensor.dims, modality)
  if (axes === null) {
    const size = modality.parts.kind === 'grid' ? modality.parts.size : []
    throw new AppError('masker/part-rank', { modality: modality.name, dims: tensor.dims, size })
  }
  return axes
}

function channelsOf(axes: GridAxes, modality: string, group: ChannelGroup | null): readonly number[] {
  const channelCount = axes.channel.length
  if (group === null) return Array.from({ length: channelCount }, (_, channel) => channel)
  const channel = group.channels.find((one) => one >= channelCount)
  if (channel !== undefined) {
    throw new AppError('masker/channel', { modality, group: group.name, channel, channelCount })
  }
  return group.channels
}

function partWords({ kind, parts }: GridModality, size: readonly number[] | null): string {
  if (size === null) return 'the whole at once'
  const words = `${kind === 'image' ? 'patches' : 'blocks'} of ${size.join(' x ')}`
  const isOverlapping = parts.kind === 'grid' && parts.stride.some((step, axis) => step !== size[axis])
  return isOverlapping ? `${words}, every ${parts.stride.join(' x ')}` : words
}
