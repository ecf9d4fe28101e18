/** The names of ONNX element types, as numpy says them. */
import { TensorProto_DataType as DataType } from './onnx_pb'

const names: ReadonlyMap<number, string> = new Map<number, string>([
  [DataType.FLOAT, 'float32'],
  [DataType.UINT8, 'uint8'],
  [DataType.INT8, 'int8'],
  [DataType.UINT16, 'uint16'],
  [DataType.INT16, 'int16'],
  [DataType.INT32, 'int32'],
  [DataType.INT64, 'int64'],
  [DataType.STRING, 'string'],
  [DataType.BOOL, 'bool'],
  [DataType.FLOAT16, 'float16'],
  [DataType.DOUBLE, 'float64'],
  [DataType.UINT32, 'uint32'],
  [DataType.UINT64, 'uint64'],
  [DataType.BFLOAT16, 'bfloat16'],
])

/** Names an element type; one that this version does not know keeps its number. */
export function dataTypeName(type: number): string {
  return names.get(type) ?? `type ${type}`
}
