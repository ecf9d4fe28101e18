/** Demo: one CT slice as a DICOM Part 10 file, Explicit VR Little Endian (PS3.5 7.1, PS3.10 7.1). Clearly synthetic. */

export interface DemoSlice {
  readonly patientId: string
  readonly studyUid: string
  readonly seriesUid: string
  readonly instanceUid: string
  readonly instanceNumber: number
  /** LPS in mm of the first pixel. */
  readonly position: readonly [number, number, number]
  /** [rows, columns] */
  readonly dims: readonly [number, number]
  readonly pixelSpacingMm: number
  readonly sliceSpacingMm: number
  /** Stored values; HU = stored - 1024. */
  readonly stored: Int16Array
}

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2'
const explicitLittleEndian = '1.2.840.10008.1.2.1'
const preambleBytes = 128
export const rescaleIntercept = -1024

/** VRs with a 32-bit length behind two reserved bytes (PS3.5 table 7.1-1). */
const longVrs = new Set(['OB', 'OW'])

/** Writes the file. */
export function writeDicomSlice(slice: DemoSlice): Uint8Array {
  const meta = [
    element(0x0002, 0x0001, 'OB', Uint8Array.of(0, 1)),
    text(0x0002, 0x0002, 'UI', ctImageStorage),
    text(0x0002, 0x0003, 'UI', slice.instanceUid),
    text(0x0002, 0x0010, 'UI', explicitLittleEndian),
    text(0x0002, 0x0012, 'UI', '1.2.826.0.1.3680043.10.1'),
  ]
  const metaBytes = meta.reduce((sum, bytes) => sum + bytes.length, 0)
  const groupLength = element(0x0002, 0x0000, 'UL', new Uint8Array(Uint32Array.of(metaBytes).buffer))
  const preamble = new Uint8Array(preambleBytes + 4)
  preamble.set(new TextEncoder().encode('DICM'), preambleBytes)
  return Buffer.concat([preamble, groupLength, ...meta, ...imageElements(slice)])
}

function imageElements(slice: DemoSlice): Uint8Array[] {
  const { dims, pixelSpacingMm, sliceSpacingMm } = slice
  return [
    text(0x0008, 0x0008, 'CS', 'DERIVED\\SECONDARY\\AXIAL'),
    text(0x0008, 0x0016, 'UI', ctImageStorage),
    text(0x0008, 0x0018, 'UI', slice.instanceUid),
    text(0x0008, 0x0060, 'CS', 'CT'),
    text(0x0008, 0x0070, 'LO', 'ModaLens demo generator'),
    text(0x0008, 0x103e, 'LO', 'SYNTHETIC'),
    text(0x0010, 0x0010, 'PN', `DEMO^${slice.patientId}`),
    text(0x0010, 0x0020, 'LO', slice.patientId),
    text(0x0018, 0x0050, 'DS', String(sliceSpacingMm)),
    text(0x0020, 0x000d, 'UI', slice.studyUid),
    text(0x0020, 0x000e, 'UI', slice.seriesUid),
    text(0x0020, 0x0013, 'IS', String(slice.instanceNumber)),
    text(0x0020, 0x0032, 'DS', slice.position.join('\\')),
    text(0x0020, 0x0037, 'DS', '1\\0\\0\\0\\1\\0'),
    short(0x0028, 0x0002, 1),
    text(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    short(0x0028, 0x0010, dims[0]),
    short(0x0028, 0x0011, dims[1]),
    text(0x0028, 0x0030, 'DS', `${pixelSpacingMm}\\${pixelSpacingMm}`),
    short(0x0028, 0x0100, 16),
    short(0x0028, 0x0101, 16),
    short(0x0028, 0x0102, 15),
    short(0x0028, 0x0103, 1),
    text(0x0028, 0x1052, 'DS', String(rescaleIntercept)),
    text(0x0028, 0x1053, 'DS', '1'),
    element(0x7fe0, 0x0010, 'OW', new Uint8Array(slice.stored.slice().buffer)),
  ]
}

/** Text is padded to an even length, UIDs with zero and the rest with a blank. */
function text(group: number, number: number, vr: string, value: string): Uint8Array {
  const pad = vr === 'UI' ? '\0' : ' '
  return element(group, number, vr, new TextEncoder().encode(value.length % 2 === 0 ? value : value + pad))
}

function short(group: number, number: number, value: number): Uint8Array {
  return element(group, number, 'US', new Uint8Array(Uint16Array.of(value).buffer))
}

function element(group: number, number: number, vr: string, value: Uint8Array): Uint8Array {
  const isLong = longVrs.has(vr)
  const bytes = new Uint8Array((isLong ? 12 : 8) + value.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, group, true)
  view.setUint16(2, number, true)
  bytes.set(new TextEncoder().encode(vr), 4)
  if (isLong) view.setUint32(8, value.length, true)
  else view.setUint16(6, value.length, true)
  bytes.set(value, isLong ? 12 : 8)
  return bytes
}
