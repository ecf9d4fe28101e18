/** The numbers of a stored tensor. */
import { dataTypeName } from './data-types'
import { TensorProto_DataLocation as Location, type TensorProto } from './onnx_pb'

/** Reads whole numbers (int64); null for another type, or when they lie in an external file. */
export function readInt64s(tensor: TensorProto): readonly number[] | null {
  const isStoredHere = tensor.dataLocation !== Location.EXTERNAL
  if (dataTypeName(tensor.dataType) !== 'int64' || !isStoredHere) return null
  if (tensor.rawData.length === 0) return tensor.int64Data.map(Number)
  // A Buffer gives a view for slice(), so the copy is asked for in another way.
  const bytes = new Uint8Array(tensor.rawData)
  return Array.from(new BigInt64Array(bytes.buffer, 0, Math.floor(bytes.length / 8)), Number)
}
