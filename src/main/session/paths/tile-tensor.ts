/** A tensor of one case, repeated for every mask of a batch. */
import { at } from '@shared/at'
import { OrtTensor } from '../onnxruntime'
import { elementCount } from '@shared/tensor'
import { AppError } from '@shared/errors'

/** Repeats a tensor `times` along its batch axis, where it has a length of 1 or the original's; null leaves it as it is. */
export function tileTensor(tensor: OrtTensor, axis: number | null, times: number): OrtTensor {
  if (axis === null || times === 1) return tensor
  const { data } = tensor
  if (Array.isArray(data)) throw new AppError('bug/unexpected', { where: 'tileTensor', words: tensor.type })
  const dims = [...tensor.dims]
  const inner = elementCount(dims.slice(axis))
  const outer = elementCount(dims.slice(0, axis))
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const piece = inner * data.BYTES_PER_ELEMENT
  const tiled = new Uint8Array(bytes.length * times)
  for (let block = 0; block < outer; block += 1) {
    const source = bytes.subarray(block * piece, (block + 1) * piece)
    for (let copy = 0; copy < times; copy += 1) tiled.set(source, (block * times + copy) * piece)
  }
  dims[axis] = at(dims, axis) * times
  return new OrtTensor(tensor.type, viewAs(data, tiled.buffer), dims)
}

/** The same kind of array over other bytes. */
function viewAs(like: Exclude<OrtTensor['data'], string[]>, buffer: ArrayBuffer): OrtTensor['data'] {
  const make = like.constructor as new (buffer: ArrayBuffer) => typeof like
  return new make(buffer)
}

/** Makes the feeds that repeat tensors of a case for a batch; batches of one size are tiled once. */
export function createTiledFeeds(
  tensors: ReadonlyMap<string, { readonly tensor: OrtTensor; readonly batchAxis: number | null }>,
): (batch: number) => Readonly<Record<string, OrtTensor>> {
  const kept = new Map<number, Readonly<Record<string, OrtTensor>>>()
  return (batch) => {
    const found =
      kept.get(batch) ??
      Object.fromEntries(
        [...tensors].map(([name, { tensor, batchAxis }]) => [name, tileTensor(tensor, batchAxis, batch)]),
      )
    kept.set(batch, found)
    return found
  }
}
