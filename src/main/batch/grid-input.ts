/** An input that is cut into a grid of parts and can be walked part by part. */
import { gridParts, type GridLayout, type GridPart } from '@shared/part'
import type { FloatTensor } from '@shared/tensor'
import { isJoint, type CaseMasker } from '../maskers/joint-masker'
import type { CaseTensors } from '../tensors/modality-tensors'

export interface GridInput {
  /** Name of the model input. */
  readonly name: string
  /** [channels, ...dims] */
  readonly tensor: FloatTensor
  readonly layout: GridLayout
  /** By part index. */
  readonly parts: readonly GridPart[]
}

/** Finds the input that a masker cuts; null for a set of parts, what is no grid, or no single float tensor [channels, ...dims]. */
export function gridInputOf(masker: CaseMasker, { modalities }: CaseTensors): GridInput | null {
  if (isJoint(masker)) return null
  const tensors = modalities.get(masker.source)
  const [input, ...others] = [...(tensors?.tensors ?? [])]
  if (tensors === undefined || input === undefined || others.length > 0) return null
  const layout = masker.layout(tensors)
  const [name, tensor] = input
  if (layout.kind !== 'grid' || tensor.dtype !== 'float32') return null
  if (masker.isChannelsFirst?.(tensors) !== true) return null
  // Boxes of single channels have an axis more.
  const isWholeDepth = tensor.dims.slice(1).join() === layout.dims.join()
  return isWholeDepth ? { name, tensor, layout, parts: gridParts(layout) } : null
}
