/** Our tensors -> those of onnxruntime, in the dtype that the model asks for. */
import { OrtTensor } from './onnxruntime'
import { AppError } from '@shared/errors'
import type { Tensor } from '@shared/tensor'
import { toHalf } from './half'

type Cast = (tensor: Tensor) => OrtTensor

/** float32 and int64 are handed over without a copy; the other dtypes are converted. */
const casts: Readonly<Record<string, Cast>> = {
  float32: ({ values, dims }) => new OrtTensor('float32', toFloats(values), dims),
  float64: ({ values, dims }) => new OrtTensor('float64', Float64Array.from(toFloats(values)), dims),
  float16: ({ values, dims }) => new OrtTensor('float16', Uint16Array.from(toFloats(values), toHalf), dims),
  int64: ({ values, dims }) => new OrtTensor('int64', toInt64(values), dims),
  int32: ({ values, dims }) => new OrtTensor('int32', Int32Array.from(values, Number), dims),
  int16: ({ values, dims }) => new OrtTensor('int16', Int16Array.from(values, Number), dims),
  int8: ({ values, dims }) => new OrtTensor('int8', Int8Array.from(values, Number), dims),
  uint64: ({ values, dims }) => new OrtTensor('uint64', BigUint64Array.from(values, toBigInt), dims),
  uint32: ({ values, dims }) => new OrtTensor('uint32', Uint32Array.from(values, Number), dims),
  uint16: ({ values, dims }) => new OrtTensor('uint16', Uint16Array.from(values, Number), dims),
  uint8: ({ values, dims }) => new OrtTensor('uint8', Uint8Array.from(values, Number), dims),
  bool: ({ values, dims }) => new OrtTensor('bool', Array.from(values, Boolean), dims),
}

/** True for a dtype that a model input may have. */
export function isSupportedInput(dtype: string): boolean {
  return Object.hasOwn(casts, dtype)
}

/** Casts a tensor for the model input `name`. Errors: session/input-dtype. */
export function toOrtTensor(tensor: Tensor, name: string, dtype: string): OrtTensor {
  const cast = isSupportedInput(dtype) ? casts[dtype] : undefined
  if (cast === undefined) throw new AppError('session/input-dtype', { input: name, dtype })
  return cast(tensor)
}

function toFloats(values: Tensor['values']): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values, Number)
}

function toInt64(values: Tensor['values']): BigInt64Array {
  return values instanceof BigInt64Array ? values : BigInt64Array.from(values, toBigInt)
}

/** Numbers are whole here: a record for such an input is refused before. */
function toBigInt(value: number | bigint): bigint {
  return BigInt(value)
}
