/** A float tensor while one of its parts is masked; what every numeric replacement looks at. */
import { AppError } from '@shared/errors'
import type { FloatTensor } from '@shared/tensor'
import type { Axis } from '../tensors/grid-axes'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { MaskContext, Slot } from './masker'

/** Calls `visit` with the flat index and the channel of each element, always in the same order. */
export type Elements = (visit: (index: number, channel: number) => void) => void

export interface PartView {
  /** Name of the study modality. */
  readonly modality: string
  /** Model input that is masked. */
  readonly input: string
  readonly original: FloatTensor
  /** Elements of the part. */
  readonly part: Elements
  /** Elements of the whole masked modality: all channels, or those of the channel group. */
  readonly whole: Elements
  /** Spatial axes; empty for a record. */
  readonly spatial: readonly Axis[]
  readonly context: MaskContext
}

/** Gives the value that stands in for one element of the part. */
export type ElementReplacement = (index: number, channel: number) => number

/** Prepares a part once (means, blurred copies) and answers element by element. Never changes the original. */
export type NumericReplacement = (view: PartView) => ElementReplacement

/** Writes the replacement of every element of the part into the slot. */
export function fillPart(view: PartView, replacement: NumericReplacement, slot: Slot): void {
  const target = slot.get(view.input)
  if (!(target instanceof Float32Array)) throw wrongTensor(view.modality, view.input)
  const valueOf = replacement(view)
  view.part((index, channel) => {
    target[index] = valueOf(index, channel)
  })
}

/** Finds the float tensor of a modality by input name. Errors: bug/unexpected. */
export function floatTensor(original: ModalityTensors, input: string): FloatTensor {
  const tensor = original.tensors.get(input)
  if (tensor?.dtype !== 'float32') throw wrongTensor(original.modality, input)
  return tensor
}

/** The error for a tensor that the tensor maker cannot have made. */
export function wrongTensor(modality: string, input: string): AppError {
  return new AppError('bug/unexpected', {
    where: `masking ${modality}`,
    words: `no tensor of the expected type for input ${input}`,
  })
}

/** The error for a part index beyond the layout. */
export function unknownPart(modality: string, part: number): AppError {
  return new AppError('bug/unexpected', { where: `masking ${modality}`, words: `there is no part ${part}` })
}
