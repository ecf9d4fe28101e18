/** Whether values are the same to the last bit. */
import type { Tensor } from '@shared/tensor'

/** Compares `length` values from `start` on. Unlike numbers, NaN is the same as itself and 0 is not -0. */
export function sameBits(a: Tensor['values'], b: Tensor['values'], start: number, length: number): boolean {
  const view = ({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: Tensor['values']): Buffer =>
    Buffer.from(buffer, byteOffset + start * size, length * size)
  return view(a).equals(view(b))
}
