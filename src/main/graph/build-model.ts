/** Writes small ONNX models by code: demo models and the toy models of the tests. */
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { AppError } from '@shared/errors'
import { elementCount } from '@shared/tensor'
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from './onnx_pb'

type NodeInit = MessageInitShape<typeof NodeProtoSchema>
type TensorInit = MessageInitShape<typeof TensorProtoSchema>
type ValueInit = MessageInitShape<typeof ValueInfoProtoSchema>
type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>

/** An attribute by its value: whole numbers are ints, others floats; `{ float: 1 }` writes a float that happens to be whole. */
export type AttributeValue =
  number | string | readonly number[] | { readonly float: number } | { readonly tensor: TensorInit }

export interface ModelParts {
  readonly name: string
  readonly inputs: readonly ValueInit[]
  readonly outputs: readonly ValueInit[]
  readonly nodes: readonly NodeInit[]
  readonly initializers?: readonly TensorInit[]
  /** Default 17. */
  readonly opset?: number
}

const dtypes = {
  float32: DataType.FLOAT,
  int64: DataType.INT64,
  float64: DataType.DOUBLE,
  int32: DataType.INT32,
  float16: DataType.FLOAT16,
  bool: DataType.BOOL,
  uint8: DataType.UINT8,
  int8: DataType.INT8,
}

export type ModelDtype = keyof typeof dtypes

/** Tells whether a name is that of an element type which models are built with. */
export function isModelDtype(name: string): name is ModelDtype {
  return Object.hasOwn(dtypes, name)
}

/** Puts a model together and returns the bytes of its ONNX file; the same parts make the same bytes. */
export function buildModel({
  name,
  inputs,
  outputs,
  nodes,
  initializers = [],
  opset = 17,
}: ModelParts): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: 'ModaLens',
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    graph: {
      name,
      input: [...inputs],
      output: [...outputs],
      node: [...nodes],
      initializer: [...initializers],
    },
  })
  return toBinary(ModelProtoSchema, model)
}

/** Declares an input or output; a dim that is a string is a free axis of that name. */
export function tensorInfo(name: string, dtype: ModelDtype, dims: readonly (number | string)[]): ValueInit {
  const dim = dims.map((length) =>
    typeof length === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(length) } }
      : { value: { case: 'dimParam' as const, value: length } },
  )
  return { name, type: { value: { case: 'tensorType', value: { elemType: dtypes[dtype], shape: { dim } } } } }
}

/** Declares an input of any shape. */
export function typedInfo(name: string, dtype: ModelDtype): ValueInit {
  return { name, type: { value: { case: 'tensorType', value: { elemType: dtypes[dtype] } } } }
}

/**
 * Makes float32 weights, row-major. A Float32Array is taken over without a copy: leave it unchanged until the model is built.
 * Errors: bug/unexpected when the values do not fill the dims.
 */
export function floatInitializer(
  name: string,
  dims: readonly number[],
  values: ArrayLike<number>,
): TensorInit {
  assertFills(name, dims, values)
  const floats = values instanceof Float32Array ? values : Float32Array.from(values)
  const bytes = new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)
  return { name, dims: dims.map(BigInt), dataType: DataType.FLOAT, rawData: bytes }
}

/** Int64 constants: shapes, axes, indices. Errors: bug/unexpected when the values do not fill the dims. */
export function int64Initializer(
  name: string,
  dims: readonly number[],
  values: readonly number[],
): TensorInit {
  assertFills(name, dims, values)
  const bytes = new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer)
  return { name, dims: dims.map(BigInt), dataType: DataType.INT64, rawData: bytes }
}

/** One node of the graph. */
export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): NodeInit {
  const attribute = Object.entries(attributes).map(([name, value]) => toAttribute(name, value))
  return { opType, name: output[0] ?? opType, input: [...input], output: [...output], attribute }
}

function assertFills(name: string, dims: readonly number[], { length }: ArrayLike<number>): void {
  if (length === elementCount(dims)) return
  throw new AppError('bug/unexpected', { where: `initializer ${name}`, words: `${length} values` })
}

function toAttribute(name: string, value: AttributeValue): AttributeInit {
  if (typeof value === 'string')
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) }
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { name, type: AttributeType.INT, i: BigInt(value) }
      : { name, type: AttributeType.FLOAT, f: value }
  }
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float }
  if ('tensor' in value) return { name, type: AttributeType.TENSOR, t: value.tensor }
  return value.every(Number.isInteger)
    ? { name, type: AttributeType.INTS, ints: value.map(BigInt) }
    : { name, type: AttributeType.FLOATS, floats: [...value] }
}
