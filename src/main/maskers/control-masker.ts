/** Masks that a label is compared with: its shape elsewhere in the picture, and the same label of another patient (method.md section 8). */
import { at } from '@shared/at'
import type { LabelsLayout } from '@shared/part'
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { placeElsewhere } from './control-regions'
import { positionsOf, type CreateMask, type Positions } from './label-positions'
import type { ControlMasker, ControlWish, Masker } from './masker'

interface Controls {
  readonly places: Positions
  readonly all: Positions
  readonly layout: LabelsLayout
}

/** Makes the control of a label; a case that lacks the label has no mask of it. */
export function createControlMasker(
  { name, source, draws, words }: Masker,
  wish: ControlWish,
  createMask: CreateMask,
): ControlMasker {
  // A case that is planned with has no other patient yet.
  const known = new WeakMap<LabelMap | ReadonlyMap<string, LabelMap>, Controls>()
  const controlsOf = ({ labels: map, otherLabels }: ModalityTensors): Controls => {
    if (map === undefined) return noControls
    const found = known.get(otherLabels ?? map) ?? toControls(map, otherLabels?.get(wish.label), name, wish)
    known.set(otherLabels ?? map, found)
    return found
  }
  return {
    ...{ name, source, draws },
    words: { ...words, parts: `${wish.label} elsewhere, ${wish.draws} places` },
    control: { ...wish, modality: name },
    placesOf: (original) => controlsOf(original).places.length,
    layout: (original) => controlsOf(original).layout,
    mask: createMask((original) => controlsOf(original).all),
  }
}

const noControls: Controls = {
  places: [],
  all: [],
  layout: { kind: 'labels', dims: [], labels: [], runs: [] },
}

function toControls(
  map: LabelMap,
  other: LabelMap | undefined,
  modality: string,
  { label, draws, seed }: ControlWish,
): Controls {
  const part = partNamed(map, label)
  if (part < 0) return noControls
  const words = [seed, 'grounding', map.caseId, modality, label] as const
  const places = placeElsewhere(map, part, at(positionsOf(map), part), draws, words)
  const all = other === undefined ? places : [...places, at(positionsOf(other), partNamed(other, label))]
  // Only how many there are is asked of it: places may overlap, so that no map can show them.
  const labels = all.map(({ length }, place) => ({ name: `${label} ${place}`, value: null, voxels: length }))
  return { places, all, layout: { kind: 'labels', dims: [...map.dims], labels, runs: [] } }
}

function partNamed({ labels }: LabelMap, label: string): number {
  return labels.findIndex(({ name }) => name === label)
}
