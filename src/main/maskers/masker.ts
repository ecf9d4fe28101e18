/** Tensor -> parts; (tensor, part, replacement) -> occluded copy in a given slot. */
import type { PartLayout } from '@shared/part'
import type { Tensor } from '@shared/tensor'
import type { ModalityTensors } from '../tensors/modality-tensors'

/** A part by its index in the layout, or the whole modality at once. */
export type PartIndex = number | 'whole'

/** What a masker may write into: one slot of a batch per model input, holding a copy of the original. */
export type Slot = ReadonlyMap<string, Tensor['values']>

/** What a replacement may need besides the case itself. */
export interface MaskContext {
  /** Mixed with case, modality, part and draw, so that order and batch never change a random value. */
  readonly seed: number
  readonly caseId: string
  /** From 0; only donors have more than one. */
  readonly draw: number
  /** The same modality of another case; only for the donor replacement. */
  readonly donor: ModalityTensors | null
}

/** A modality as it is masked: a study modality, or one channel group of it. */
export interface Masker {
  /** Name in results: the modality, or the channel group. */
  readonly name: string
  /** Name of the study modality whose tensors it masks. */
  readonly source: string
  /** Of a channel group: the channels that it masks; absent where all are masked. */
  readonly channels?: readonly number[]
  /** Passes per part: the number of donors, otherwise 1. */
  readonly draws: number
  /** For people: the parts and the value, in model units and in source units where they are known. */
  readonly words: { readonly parts: string; readonly replacement: string }
  /** Cuts this case's tensor into parts; special tokens are never a part. */
  readonly layout: (original: ModalityTensors) => PartLayout
  /** Of a grid: true where the tensor is [channels, ...space]. Lengths alone do not tell: all of them may be the same. */
  readonly isChannelsFirst?: (original: ModalityTensors) => boolean
  /** Writes the occluded part over `slot`, which already holds a copy of the original. Reads `original`, never changes it. */
  readonly mask: (original: ModalityTensors, part: PartIndex, slot: Slot, context: MaskContext) => void
  /** Makes the masks that one of its labels is compared with; absent where parts are no labels. */
  readonly controlOf?: (wish: ControlWish) => ControlMasker
}

/** What a control is asked to mask. */
export interface ControlWish {
  readonly label: string
  /** Places elsewhere. */
  readonly draws: number
  readonly seed: number
  readonly otherPatient: boolean
}

/** Its parts are masks that a label is compared with: places elsewhere, and behind them that of another patient where the case has one. */
export interface ControlMasker extends Masker {
  readonly control: ControlWish & { readonly modality: string }
  /** How many of the parts of a case are places elsewhere. */
  readonly placesOf: (original: ModalityTensors) => number
}

/** A statistic over the dataset, element by element, for the cohort replacements; by model input name. */
export type CohortTensors = ReadonlyMap<string, Tensor>
