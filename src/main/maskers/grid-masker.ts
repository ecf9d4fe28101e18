/** Parts and occluded copies of what lies on a grid. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { GridPart } from '@shared/part'
import type { FloatTensor } from '@shared/tensor'
import type { GridSettings } from '../tensors/grid'
import type { GridAxes } from '../tensors/grid-axes'
import { boxElements } from './grid-elements'
import { layGrid, planGrid, type BoxParts, type LaidGrid, type PartGrid } from './grid-plan'
import type { Masker, PartIndex } from './masker'
import { fillPart, floatTensor, unknownPart, type NumericReplacement, type PartView } from './part-view'
import type { NumericChoice } from './replacements/numeric-replacement'
import { replacementWords } from './replacement-words'

/** A named group of channels of one tensor, reported as a modality of its own. */
export interface ChannelGroup {
  readonly name: string
  readonly channels: readonly number[]
}

/** A modality whose parts are boxes of a grid. */
export interface BoxedModality extends Pick<GridSettings, 'name' | 'input'> {
  /** Steps that a replacement value can be traced back through; null where it cannot. */
  readonly steps: GridSettings['steps'] | null
  readonly replacement: NumericChoice
  readonly parts: BoxParts
}

export interface GridMaskerContext {
  /** Finds the axes of a tensor; null when it has others. */
  readonly axes: (dims: readonly number[]) => GridAxes | null
  /** True where a box has the channels as its first axis: a part is a piece of some channels, not of all. */
  readonly boxesHaveChannels?: boolean
  /** Boxes of a size, in words; `stride` is null where they lie side by side. */
  readonly boxWords: (size: readonly number[], stride: readonly number[] | null) => string
  /** What lie beside each other along an axis; pixels where it is not said. */
  readonly elements?: 'pixels' | 'samples'
  readonly replacement: NumericReplacement
  readonly matchedSize: readonly number[] | null
  readonly group: ChannelGroup | null
}

/**
 * Creates the masker of an image or volume, or of one group of its channels (method.md section 2): patches or blocks from the first corner,
 * all channels together or box by box, cut off at the far edge. Replacements see channels and space apart in either case. Errors when made: masker/no-match, masker/gaps.
 * Errors per case: masker/ragged-grid, masker/part-rank, masker/too-many-parts, masker/channel, those of the replacement.
 */
export function createGridMasker(
  modality: BoxedModality,
  {
    axes: findAxes,
    boxesHaveChannels = false,
    boxWords,
    elements,
    replacement,
    matchedSize,
    group,
  }: GridMaskerContext,
): Masker {
  const { name, input } = modality
  const grid = planGrid(modality, matchedSize)
  const layOver = createLayOver(grid, name, boxesHaveChannels)
  return {
    name: group === null ? name : `${name}/${group.name}`,
    source: name,
    ...(group === null ? {} : { channels: group.channels }),
    draws: modality.replacement.kind === 'donor' ? modality.replacement.draws : 1,
    words: {
      parts: partWords(modality, boxWords, grid?.size ?? null),
      replacement: replacementWords(modality.replacement, modality.steps, elements),
    },
    layout: (original) => {
      const axes = axesOf(floatTensor(original, input), modality, findAxes)
      channelsOf(axes, name, group)
      return layOver(axes)?.layout ?? { kind: 'whole' }
    },
    isChannelsFirst: (original) => {
      const { channel, spatial } = axesOf(floatTensor(original, input), modality, findAxes)
      return channel.length === 1 || spatial.every(({ stride }) => stride < channel.stride)
    },
    mask: (original, part, slot, context) => {
      const tensor = floatTensor(original, input)
      const axes = axesOf(tensor, modality, findAxes)
      const channels = channelsOf(axes, name, group)
      const whole = { channels, box: wholeBox(axes) }
      const found = boxOf(layOver(axes), part, name)
      const own = found === null ? whole : boxesHaveChannels ? channelBox(found) : { channels, box: found }
      const view: PartView = {
        modality: name,
        input,
        original: tensor,
        part: boxElements(axes, own.channels, own.box),
        whole: boxElements(axes, whole.channels, whole.box),
        spatial: axes.spatial,
        context,
      }
      fillPart(view, replacement, slot)
    },
  }
}

/** Null for all there is. */
function boxOf(laid: LaidGrid | null, part: PartIndex, modality: string): GridPart | null {
  if (part === 'whole' || (laid === null && part === 0)) return null
  const box = laid?.parts[part]
  if (box === undefined) throw unknownPart(modality, part)
  return box
}

/** A box whose first axis is the channels, as channels and what is masked of each. */
function channelBox({ offset, size }: GridPart): {
  readonly channels: readonly number[]
  readonly box: GridPart
} {
  const first = at(offset, 0)
  return {
    channels: Array.from({ length: at(size, 0) }, (_, index) => first + index),
    box: { offset: offset.slice(1), size: size.slice(1) },
  }
}

/** Remembers the parts of every shape it has seen: a run asks for them once per mask. */
function createLayOver(
  grid: PartGrid | null,
  modality: string,
  boxesHaveChannels: boolean,
): (axes: GridAxes) => LaidGrid | null {
  const known = new Map<string, LaidGrid>()
  return ({ channel, spatial }) => {
    if (grid === null) return null
    const dims = [...(boxesHaveChannels ? [channel] : []), ...spatial].map(({ length }) => length)
    const laid = known.get(dims.join()) ?? layGrid(grid, dims, modality)
    known.set(dims.join(), laid)
    return laid
  }
}

/** The box of all elements. */
export function wholeBox({ spatial }: GridAxes): GridPart {
  return { offset: spatial.map(() => 0), size: spatial.map(({ length }) => length) }
}

function axesOf(
  tensor: FloatTensor,
  { name, parts }: BoxedModality,
  find: GridMaskerContext['axes'],
): GridAxes {
  const axes = find(tensor.dims)
  if (axes === null) {
    const size = parts.kind === 'grid' ? parts.size : []
    throw new AppError('masker/part-rank', { modality: name, dims: tensor.dims, size })
  }
  return axes
}

/** The channels that a masker works on. Errors: masker/channel. */
export function channelsOf(axes: GridAxes, modality: string, group: ChannelGroup | null): readonly number[] {
  const channelCount = axes.channel.length
  if (group === null) return Array.from({ length: channelCount }, (_, channel) => channel)
  const channel = group.channels.find((one) => one >= channelCount)
  if (channel !== undefined) {
    throw new AppError('masker/channel', { modality, group: group.name, channel, channelCount })
  }
  return group.channels
}

function partWords(
  { parts }: BoxedModality,
  boxWords: GridMaskerContext['boxWords'],
  size: readonly number[] | null,
): string {
  if (size === null) return 'the whole at once'
  const isOverlapping = parts.kind === 'grid' && parts.stride.some((step, axis) => step !== size[axis])
  return boxWords(size, isOverlapping ? parts.stride : null)
}
