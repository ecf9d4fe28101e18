/** What every pixel decoder is; a transfer syntax joins by an entry in the registry. */
import type { PixelDescription } from '../pixel-description'

/**
 * One cell per sample, [rows, columns, samples]: a bit pattern, neither masked nor signed yet; numbers where the file holds
 * floating point ones.
 */
export type PixelCells = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array

export interface PixelDecoder {
  readonly transferSyntaxes: readonly string[]
  /** Decodes one frame. Errors: dicom/pixel-bytes when it is shorter than its description, dicom/pixels-unreadable. Never pads. */
  decode(frame: Uint8Array, pixels: PixelDescription, file: string): PixelCells | Promise<PixelCells>
}
