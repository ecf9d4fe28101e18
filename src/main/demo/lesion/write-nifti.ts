/** Demo: a volume as a NIfTI-1 file, with its place in the patient. Source: nifti1.h. */

const headerBytes = 352
const types = { int16: 4, uint8: 2 } as const

export interface NiftiVolume {
  /** [slices, rows, columns]; x and y of the values run to the left and back of the patient (LPS). */
  readonly dims: readonly [number, number, number]
  readonly values: Int16Array | Uint8Array
  /** [between slices, rows, columns] */
  readonly spacingMm: readonly [number, number, number]
}

/** Writes the file; the first voxel lies in the origin. */
export function writeNifti({ dims: [depth, height, width], values, spacingMm }: NiftiVolume): Uint8Array {
  const [dz, dy, dx] = spacingMm
  const view = new DataView(new ArrayBuffer(headerBytes))
  const shorts = (offset: number, numbers: readonly number[]): void => {
    for (const [index, number] of numbers.entries()) view.setInt16(offset + 2 * index, number, true)
  }
  const floats = (offset: number, numbers: readonly number[]): void => {
    for (const [index, number] of numbers.entries()) view.setFloat32(offset + 4 * index, number, true)
  }
  view.setInt32(0, 348, true)
  shorts(40, [3, width, height, depth, 1, 1, 1, 1])
  const type = values instanceof Int16Array ? types.int16 : types.uint8
  shorts(70, [type, 8 * values.BYTES_PER_ELEMENT])
  floats(76, [1, dx, dy, dz])
  floats(108, [headerBytes, 1])
  // Millimetres.
  view.setUint8(123, 2)
  shorts(252, [0, 1])
  // NIfTI counts to the right and front (RAS).
  floats(280, [...[-dx, 0, 0, 0], ...[0, -dy, 0, 0], ...[0, 0, dz, 0]])
  const bytes = new Uint8Array(headerBytes + values.byteLength)
  bytes.set(new Uint8Array(view.buffer))
  bytes.set(new TextEncoder().encode('n+1'), 344)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), headerBytes)
  return bytes
}
