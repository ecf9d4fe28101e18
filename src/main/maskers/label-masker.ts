/** Parts by labels: what one label of a map covers, whatever its shape. */
import { AppError } from '@shared/errors'
import { labelPartWords, type LabelParts } from '@shared/kinds'
import type { LabelsLayout } from '@shared/part'
import type { GridSettings } from '../tensors/grid'
import type { GridAxes } from '../tensors/grid-axes'
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { boxElements } from './grid-elements'
import { channelsOf, wholeBox, type GridMaskerContext } from './grid-masker'
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

/** Positions of one channel, ascending, by part. */
type Positions = readonly Int32Array[]

/**
 * Creates the masker of an image or volume by the labels of its map, or of one group of its channels (method.md section 2). Every label
 * of a case is one part, all channels together. Errors per case: masker/channel, those of the replacement.
 */
export function createLabelMasker(
  modality: LabelledModality,
  { axes: findAxes, replacement, group }: LabelMaskerContext,
): Masker {
  const { name, input, parts } = modality
  const layoutOf = createLayouts()
  const positionsOf = createPositions()
  return {
    name: group === null ? name : `${name}/${group.name}`,
    source: name,
    draws: modality.replacement.kind === 'donor' ? modality.replacement.draws : 1,
    words: {
      parts: labelPartWords(parts),
      replacement: replacementWords(modality.replacement, modality.steps),
    },
    layout: (original) => layoutOf(labelsOf(original, name)),
    mask: (original, part, slot, context) => {
      const tensor = floatTensor(original, input)
      const axes = findAxes(tensor.dims)
      if (axes === null)
        throw new AppError('bug/unexpected', { where: 'createLabelMasker', words: tensor.dims.join(' x ') })
      const channels = channelsOf(axes, name, group)
      const whole = boxElements(axes, channels, wholeBox(axes))
      const ofPart = (index: number): Elements => {
        const positions = positionsOf(labelsOf(original, name))[index]
        if (positions === undefined) throw unknownPart(name, index)
        return elementsAt(positions, axes, channels)
      }
      const view: PartView = {
        ...{ modality: name, input, original: tensor, whole, spatial: axes.spatial, context },
        part: part === 'whole' ? whole : ofPart(part),
      }
      fillPart(view, replacement, slot)
    },
  }
}

/** The elements at some positions, channel by channel. Spatial axes lie behind each other, so one stride leads from one position to the next. */
export function elementsAt(positions: Int32Array, axes: GridAxes, channels: readonly number[]): Elements {
  const stride = axes.spatial.at(-1)?.stride ?? 1
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

/** Remembers the layout of a map: a run asks for it once per mask. */
function createLayouts(): (map: LabelMap | null) => LabelsLayout {
  const known = new WeakMap<LabelMap, LabelsLayout>()
  return (map) => {
    if (map === null) return noLabels
    const layout: LabelsLayout = known.get(map) ?? {
      kind: 'labels',
      dims: [...map.dims],
      labels: map.labels.map((one) => ({ ...one })),
      runs: toRuns(map.partOf),
    }
    known.set(map, layout)
    return layout
  }
}

function createPositions(): (map: LabelMap | null) => Positions {
  const known = new WeakMap<LabelMap, Positions>()
  return (map) => {
    if (map === null) return []
    const positions = known.get(map) ?? map.labels.map((_, part) => positionsOfPart(map, part))
    known.set(map, positions)
    return positions
  }
}

/** Where a part of a map lies. */
export function positionsOfPart({ labels, partOf }: LabelMap, part: number): Int32Array {
  const positions = new Int32Array(labels[part]?.voxels ?? 0)
  let next = 0
  partOf.forEach((one, position) => {
    if (one === part) positions[next++] = position
  })
  return positions
}
