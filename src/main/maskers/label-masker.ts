/** Parts by labels: what one label of a map covers, whatever its shape. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { labelPartWords, type LabelParts } from '@shared/kinds'
import type { LabelsLayout } from '@shared/part'
import type { GridSettings } from '../tensors/grid'
import type { GridAxes } from '../tensors/grid-axes'
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { createControlMasker } from './control-masker'
import { boxElements } from './grid-elements'
import { channelsOf, wholeBox, type GridMaskerContext } from './grid-masker'
import { positionsOf, type CreateMask, type Positions } from './label-positions'
import type { Masker } from './masker'
import { fillPart, floatTensor, unknownPart, type Elements, type PartView } from './part-view'
import { replacementWords } from './replacement-words'
import type { NumericChoice } from './replacements/numeric-replacement'
import { toRuns } from './runs'

export interface LabelledModality extends Pick<GridSettings, 'name' | 'input' | 'steps'> {
  readonly replacement: NumericChoice
  readonly parts: LabelParts
}

export type LabelMaskerContext = Pick<GridMaskerContext, 'axes' | 'replacement' | 'group'>

/**
 * Creates the masker of an image or volume by the labels of its map, or of one group of its channels (method.md section 2). Every label
 * of a case is one part, all channels together. Errors per case: masker/channel, those of the replacement.
 */
export function createLabelMasker(modality: LabelledModality, context: LabelMaskerContext): Masker {
  const { name, parts, replacement, steps } = modality
  const layoutOf = remember<LabelsLayout>(labelLayout)
  const placesOf = remember<Positions>(positionsOf)
  const maskAt = createMask(modality, context)
  const masker: Masker = {
    name: context.group === null ? name : `${name}/${context.group.name}`,
    source: name,
    draws: replacement.kind === 'donor' ? replacement.draws : 1,
    words: { parts: labelPartWords(parts), replacement: replacementWords(replacement, steps) },
    layout: (original) => {
      const map = labelsOf(original, name)
      return map === null ? noLabels : layoutOf(map)
    },
    mask: maskAt((original) => {
      const map = labelsOf(original, name)
      return map === null ? [] : placesOf(map)
    }),
  }
  return { ...masker, controlOf: (wish) => createControlMasker(masker, wish, maskAt) }
}

function createMask(
  { name, input }: LabelledModality,
  { axes: findAxes, replacement, group }: LabelMaskerContext,
): CreateMask {
  return (find) => (original, part, slot, context) => {
    const tensor = floatTensor(original, input)
    const axes = findAxes(tensor.dims)
    if (axes === null)
      throw new AppError('bug/unexpected', { where: 'createLabelMasker', words: tensor.dims.join(' x ') })
    const channels = channelsOf(axes, name, group)
    const whole = boxElements(axes, channels, wholeBox(axes))
    const ofPart = (index: number): Elements => {
      const positions = find(original)[index]
      if (positions === undefined) throw unknownPart(name, index)
      return elementsAt(positions, axes, channels)
    }
    const view: PartView = {
      ...{ modality: name, input, original: tensor, whole, spatial: axes.spatial, context },
      part: part === 'whole' ? whole : ofPart(part),
    }
    fillPart(view, replacement, slot)
  }
}

/** The elements at some positions, channel by channel. Spatial axes lie behind each other, so one stride leads from one position to the next. */
function elementsAt(positions: Int32Array, axes: GridAxes, channels: readonly number[]): Elements {
  const { stride } = at(axes.spatial, axes.spatial.length - 1)
  return (visit) => {
    for (const channel of channels) {
      const plane = channel * axes.channel.stride
      for (const position of positions) visit(plane + position * stride, channel)
    }
  }
}

/** A case without the modality has no labels either, and no part. */
function labelsOf({ labels, isAbsent }: ModalityTensors, modality: string): LabelMap | null {
  if (labels === undefined && isAbsent !== true)
    throw new AppError('bug/unexpected', { where: `masking ${modality}`, words: 'no label map' })
  return labels ?? null
}

const noLabels: LabelsLayout = { kind: 'labels', dims: [], labels: [], runs: [] }

/** The labels of a map as parts. */
export function labelLayout(map: LabelMap): LabelsLayout {
  return {
    kind: 'labels',
    dims: [...map.dims],
    labels: map.labels.map((one) => ({ ...one })),
    runs: toRuns(map.partOf),
  }
}

/** Remembers what was made of a map: a run asks for it once per mask. */
function remember<Made>(make: (map: LabelMap) => Made): (map: LabelMap) => Made {
  const known = new WeakMap<LabelMap, { readonly made: Made }>()
  return (map) => {
    const found = known.get(map) ?? { made: make(map) }
    known.set(map, found)
    return found.made
  }
}
