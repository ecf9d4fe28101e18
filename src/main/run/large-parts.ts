/** Parts that are larger than what they are cut from: allowed, but hardly meant. */
import { at } from '@shared/at'
import type { Notice } from '@shared/notice'
import type { Masker } from '../maskers/masker'
import type { ModalityTensors } from '../tensors/modality-tensors'

/** One notice per modality whose parts, in the first case that has it, do not part it. */
export function largePartNotices(
  maskers: readonly Masker[],
  firsts: ReadonlyMap<string, ModalityTensors>,
): Notice[] {
  return maskers.flatMap((masker): Notice[] => {
    const tensors = firsts.get(masker.source)
    const layout = tensors === undefined ? null : masker.layout(tensors)
    if (tensors === undefined || layout?.kind !== 'grid') return []
    // Of windows of one lead the time alone counts.
    const axes = tensors.recording === undefined ? 0 : -1
    const [dims, size] = [layout.dims.slice(axes), layout.size.slice(axes)]
    const isOne = dims.every((length, axis) => at(size, axis) >= length)
    const isLarger = dims.some((length, axis) => at(size, axis) > length)
    if (!isOne || !isLarger) return []
    const of = tensors.recording === undefined ? 'the picture' : 'the recording'
    const parted = layout.dims.length === dims.length ? 'all of it is one part' : 'every lead is one part'
    return [{ code: 'masker/large-parts', details: { modality: masker.name, of, size, dims, parted } }]
  })
}
