/** What the first convolution reads around each mask, as crops of one size. */
import { at } from '@shared/at'
import { elementCount } from '@shared/tensor'
import type { Box } from './box'
import type { Window } from './window'

/** Input of an incremental model: crops of the masked input, [batch, channels, ...size], zero outside of it. */
export interface CropInput {
  readonly name: string
  readonly size: readonly number[]
  /** First index of the crop per mask and axis; negative in the padding. */
  readonly origins: readonly (readonly number[])[]
  /** Int32 input: which of the positions [batch, ...outSize] are rows. */
  readonly places: string
  readonly outSize: readonly number[]
  readonly boxes: readonly Box[]
}

/** Plans crops that are large enough for the largest box; smaller boxes leave what is computed beyond them. */
export function planCrops(name: string, window: Window, boxes: readonly Box[]): CropInput {
  const { kernel, stride, dilation, pad } = window
  const outSize = kernel.map((_, axis) => Math.max(...boxes.map(({ lo, hi }) => at(hi, axis) - at(lo, axis))))
  const size = outSize.map((count, axis) => {
    const span = (at(kernel, axis) - 1) * at(dilation, axis)
    return (count - 1) * at(stride, axis) + span + 1
  })
  const origins = boxes.map(({ lo }) => lo.map((start, axis) => start * at(stride, axis) - at(pad, axis)))
  return { name: `${name}::crops`, places: `${name}::places`, size, origins, outSize, boxes }
}

/** Fills the places of a chunk: rows in the order of masks and positions, as every other index. */
export function fillCropPlaces({ outSize, boxes }: CropInput, masks: readonly number[]): Int32Array {
  const perMask = elementCount(outSize)
  const places: number[] = []
  for (const [slot, mask] of masks.entries()) {
    const { lo, hi } = at(boxes, mask)
    let flat = [slot * perMask]
    for (const [axis, length] of outSize.entries()) {
      const stride = elementCount(outSize.slice(axis + 1))
      const count = Math.min(length, at(hi, axis) - at(lo, axis))
      flat = flat.flatMap((start) => Array.from({ length: count }, (_, step) => start + step * stride))
    }
    places.push(...flat)
  }
  return Int32Array.from(places)
}
