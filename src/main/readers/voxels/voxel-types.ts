/** The number types that volume files hold and how one value is read. */

export interface VoxelType {
  readonly name: string
  readonly sizeBytes: number
  readonly read: (view: DataView, offset: number, littleEndian: boolean) => number
}

/** One real number per voxel; 64-bit integers lose what float64 cannot hold. */
export const voxelTypes = {
  int8: { name: 'int8', sizeBytes: 1, read: (view, offset) => view.getInt8(offset) },
  uint8: { name: 'uint8', sizeBytes: 1, read: (view, offset) => view.getUint8(offset) },
  int16: { name: 'int16', sizeBytes: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  uint16: { name: 'uint16', sizeBytes: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  int32: { name: 'int32', sizeBytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  uint32: { name: 'uint32', sizeBytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  int64: {
    name: 'int64',
    sizeBytes: 8,
    read: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  },
  uint64: {
    name: 'uint64',
    sizeBytes: 8,
    read: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  },
  float32: { name: 'float32', sizeBytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  float64: { name: 'float64', sizeBytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
} as const satisfies Readonly<Record<string, VoxelType>>
