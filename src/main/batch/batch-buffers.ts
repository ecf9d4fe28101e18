/** One buffer per model input, with a slot per pass; filled again for every batch of a case. */
import { elementCount, type Tensor } from '@shared/tensor'
import type { Slot } from '../maskers/masker'
import type { CaseTensors } from '../tensors/modality-tensors'

/** Batched inputs by name: dims start with the batch axis. */
export type Feeds = ReadonlyMap<string, Tensor>

interface InputBuffer {
  /** Dims of one slot, without the batch axis. */
  readonly dims: readonly number[]
  readonly original: Tensor
  /** Room for batchSize slots. */
  readonly values: Tensor['values']
}

export interface BatchBuffers {
  readonly batchSize: number
  readonly inputs: ReadonlyMap<string, InputBuffer>
}

/**
 * Makes the buffers of a case: batchSize times its tensors. Room that `earlier` buffers hold is taken over where an input
 * has the same size and type, so that a run over cases of one shape allocates once; `earlier` must not be used any more.
 */
export function createBatchBuffers(
  original: CaseTensors,
  batchSize: number,
  earlier?: BatchBuffers,
): BatchBuffers {
  const inputs = new Map<string, InputBuffer>()
  for (const { tensors } of original.modalities.values()) {
    for (const [name, tensor] of tensors) {
      const length = batchSize * elementCount(tensor.dims)
      const values = takeOver(earlier?.inputs.get(name)?.values, tensor.dtype, length)
      inputs.set(name, { dims: tensor.dims, original: tensor, values })
    }
  }
  return { batchSize, inputs }
}

function takeOver(
  room: Tensor['values'] | undefined,
  dtype: Tensor['dtype'],
  length: number,
): Tensor['values'] {
  if (dtype === 'float32') {
    return room instanceof Float32Array && room.length === length ? room : new Float32Array(length)
  }
  return room instanceof BigInt64Array && room.length === length ? room : new BigInt64Array(length)
}

/** Copies the original into slot `index` and returns views of it, by input; views of two slots never overlap. */
export function fillSlot(buffers: BatchBuffers, index: number): Slot {
  const slot = new Map<string, Tensor['values']>()
  for (const [name, { dims, original, values }] of buffers.inputs) {
    const length = elementCount(dims)
    const view = values.subarray(index * length, (index + 1) * length)
    copyInto(view, original.values)
    slot.set(name, view)
  }
  return slot
}

/** The first `count` slots as tensors with a batch axis in front; no values are copied. */
export function toFeeds(buffers: BatchBuffers, count: number): Feeds {
  const feeds = new Map<string, Tensor>()
  for (const [name, { dims, values }] of buffers.inputs) {
    feeds.set(name, toTensor([count, ...dims], values.subarray(0, count * elementCount(dims))))
  }
  return feeds
}

function toTensor(dims: readonly number[], values: Tensor['values']): Tensor {
  return values instanceof Float32Array
    ? { dtype: 'float32', dims, values }
    : { dtype: 'int64', dims, values }
}

function copyInto(target: Tensor['values'], source: Tensor['values']): void {
  if (target instanceof Float32Array && source instanceof Float32Array) target.set(source)
  if (target instanceof BigInt64Array && source instanceof BigInt64Array) target.set(source)
}
