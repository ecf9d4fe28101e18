/** NPY bytes -> ArrayValue. */
import { AppError } from '@shared/errors'
import { checkedCount } from '../limits'
import type { ArrayValue } from '../source-value'
import { parseNpyHeader } from './npy-header'

interface ElementType {
  readonly sizeBytes: number
  readonly read: (view: DataView, offset: number) => number
}

const byte: ElementType = { sizeBytes: 1, read: (view, offset) => view.getUint8(offset) }

/** NumPy type strings and how one element is read; a byte has no order ("|"). */
const elementTypes: Readonly<Record<string, ElementType>> = {
  '<f4': { sizeBytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  '<f8': { sizeBytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  '|i1': { sizeBytes: 1, read: (view, offset) => view.getInt8(offset) },
  '<i2': { sizeBytes: 2, read: (view, offset) => view.getInt16(offset, true) },
  '<i4': { sizeBytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  '<i8': { sizeBytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  '|u1': byte,
  '<u1': byte,
  '|b1': byte,
  '<u2': { sizeBytes: 2, read: (view, offset) => view.getUint16(offset, true) },
  '<u4': { sizeBytes: 4, read: (view, offset) => view.getUint32(offset, true) },
  '<u8': { sizeBytes: 8, read: (view, offset) => Number(view.getBigUint64(offset, true)) },
}

/**
 * Reads an array saved with numpy.save, dims as they stand in the file, values rounded to float32.
 * Errors: image/damaged, image/array-type, image/array-order, image/size, image/too-large, image/empty.
 * Limits: little endian and C order only.
 */
export function parseNpy(bytes: Uint8Array, file: string): ArrayValue {
  const { type, fortranOrder, dims, dataOffset } = parseNpyHeader(bytes, file)
  const element = Object.hasOwn(elementTypes, type) ? elementTypes[type] : undefined
  if (element === undefined) {
    throw new AppError('image/array-type', {
      file,
      found: type.slice(0, 20),
      known: Object.keys(elementTypes).join(', '),
    })
  }
  if (fortranOrder && dims.length > 1) throw new AppError('image/array-order', { file })
  const count = checkedCount(file, dims)
  const expectedBytes = count * element.sizeBytes
  const actualBytes = bytes.length - dataOffset
  if (actualBytes !== expectedBytes) {
    throw new AppError('image/size', { file, format: 'NPY', expectedBytes, actualBytes })
  }
  return { kind: 'array', dims, values: readValues(bytes, dataOffset, count, element) }
}

function readValues(
  bytes: Uint8Array,
  dataOffset: number,
  count: number,
  element: ElementType,
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset, count * element.sizeBytes)
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) values[index] = element.read(view, index * element.sizeBytes)
  return values
}
