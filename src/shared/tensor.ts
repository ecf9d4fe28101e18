/** A tensor as the model receives it, without the batch axis; row-major, last axis fastest. */

export interface FloatTensor {
  readonly dtype: 'float32'
  readonly dims: readonly number[]
  readonly values: Float32Array
}

export interface IdTensor {
  readonly dtype: 'int64'
  readonly dims: readonly number[]
  readonly values: BigInt64Array
}

export type Tensor = FloatTensor | IdTensor

/** Multiplies the dims: the number of elements of one tensor of this shape. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, length) => product * length, 1)
}
