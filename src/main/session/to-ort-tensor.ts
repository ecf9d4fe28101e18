/** 7 of 10: our tensors -> those of onnxruntime, in the dtype that the model asks for. */
import { Tensor as OrtTensor } from 'onnxruntime-node'
import { AppError } from '@shared/errors'
import type { Tensor } from '@shared/tensor'

type Cast = (tensor: Tensor) => OrtTensor

/** float32 and int64 are handed over without a copy; the other dtypes are converted. */
const casts: Readonly<Record<string, Cast>> = {
  float32: ({ values, dims }) => new OrtTensor('float32', toFloats(values), dims),
  float64: ({ values, dims }) => new OrtTensor('float64', Float64Array.from(toFloats(values)), dims),
  float16: ({ values, dims }) => new OrtTensor('float16', toHalves(toFloats(values)), dims),
  int64: ({ values, dims }) => new OrtTensor('int64', toInt64(values), dims),
  int32: ({ values, dims }) => new OrtTensor('int32', Int32Array.from(values, Number), dims),
}

/** True for a dtype that a model input may have. */
export function isSupportedInput(dtype: string): boolean {
  return Object.hasOwn(casts, dtype)
}

/** Casts a tensor for the model input `name`. Errors: session/input-dtype. */
export function toOrtTensor(tensor: Tensor, name: string, dtype: string): OrtTensor {
  const cast = casts[dtype]
  if (cast === undefined) throw new AppError('session/input-dtype', { input: name, dtype })
  return cast(tensor)
}

function toFloats(values: Tensor['values']): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values, Number)
}

function toInt64(values: Tensor['values']): BigInt64Array {
  return values instanceof BigInt64Array
    ? values
    : BigInt64Array.from(values, (value) => BigInt(Math.round(value)))
}

/** IEEE half precision bits, rounded to nearest even: what onnxruntime takes for float16 where Float16Array is absent. */
function toHalves(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, toHalf)
}

const bits = new Uint32Array(1)
const single = new Float32Array(bits.buffer)

function toHalf(value: number): number {
  single[0] = value
  const word = bits[0] ?? 0
  const sign = (word >>> 16) & 0x8000
  const exponent = (word >>> 23) & 0xff
  const fraction = word & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200)
  const unbiased = exponent - 112
  if (unbiased >= 31) return sign | 0x7c00
  if (unbiased <= -10) return sign
  // Below the smallest normal half the hidden bit is shifted into the fraction.
  const [mantissa, shift] = unbiased > 0 ? [fraction, 13] : [fraction | 0x800000, 14 - unbiased]
  const kept = mantissa >>> shift
  const dropped = mantissa & ((1 << shift) - 1)
  const half = 1 << (shift - 1)
  const roundUp = dropped > half || (dropped === half && (kept & 1) === 1) ? 1 : 0
  return sign | ((unbiased > 0 ? unbiased << 10 : 0) + kept + roundUp)
}
