import type { PixelDescription } from '../../../../src/main/readers/dicom/pixels/pixel-description'

/** A description of grey cells of 16 bits, 2 x 3, with what a test changes. */
export function described(changes: Partial<PixelDescription> = {}): PixelDescription {
  const bitsAllocated = changes.bitsAllocated ?? 16
  const bitsStored = changes.bitsStored ?? bitsAllocated
  return {
    rows: 2,
    columns: 3,
    frames: 1,
    samplesPerPixel: 1,
    isPlanar: false,
    isSigned: false,
    isFloat: false,
    photometric: 'MONOCHROME2',
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    ...changes,
  }
}
