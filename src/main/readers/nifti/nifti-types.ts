/** 2 of 11: the value types of NIfTI-1 and how one value is read. */

export interface NiftiType {
  readonly name: string
  readonly sizeBytes: number
  readonly read: (view: DataView, offset: number, littleEndian: boolean) => number
}

/** Datatype codes of nifti1.h that hold one real number per voxel. */
export const niftiTypes: Readonly<Record<number, NiftiType>> = {
  2: { name: 'uint8', sizeBytes: 1, read: (view, offset) => view.getUint8(offset) },
  4: { name: 'int16', sizeBytes: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  8: { name: 'int32', sizeBytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  16: { name: 'float32', sizeBytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  64: { name: 'float64', sizeBytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
  256: { name: 'int8', sizeBytes: 1, read: (view, offset) => view.getInt8(offset) },
  512: { name: 'uint16', sizeBytes: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  768: { name: 'uint32', sizeBytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  1024: {
    name: 'int64',
    sizeBytes: 8,
    read: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  },
  1280: {
    name: 'uint64',
    sizeBytes: 8,
    read: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  },
}

/** Codes that are known but hold no single real number; for the error sentence. */
export const otherNiftiTypes: Readonly<Record<number, string>> = {
  1: 'binary',
  32: 'complex64',
  128: 'RGB24',
  1536: 'float128',
  1792: 'complex128',
  2048: 'complex256',
  2304: 'RGBA32',
}
