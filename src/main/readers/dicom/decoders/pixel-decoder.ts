/** 2 of 11: what every pixel decoder is; compressed transfer syntaxes join by an entry in the registry. */
import type { PixelDescription } from '../pixel-description'

/** One cell per sample as a bit pattern, neither masked nor signed yet, [rows, columns, samples]. */
export type PixelCells = Uint8Array | Uint16Array

export interface PixelDecoder {
  readonly transferSyntaxes: readonly string[]
  /** Decodes one frame. Errors: dicom/pixel-bytes when the frame is shorter than its description. Never pads. */
  decode(frame: Uint8Array, pixels: PixelDescription, file: string): PixelCells | Promise<PixelCells>
}
