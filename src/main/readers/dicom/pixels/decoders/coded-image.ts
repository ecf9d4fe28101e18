/** What a compressed image says about itself, apart from the DICOM header around it. */
import { toJpeg2000Image } from './jpeg2000-header'
import { toJpegImage } from './jpeg-header'

export interface CodedImage {
  readonly columns: number
  /** 0 where the stream says it later. */
  readonly rows: number
  readonly samples: number
  /** Precision of a sample. */
  readonly bits: number
  /** Whether the stream itself has negative numbers; JPEG and JPEG-LS never do. */
  readonly isSigned: boolean
  /** What three samples are once decoded; null when the stream does not say. */
  readonly colour: 'rgb' | 'luminance' | null
  /** What the stream has that no decoder here reads right, as it stands in a sentence: "x.dcm has ..."; null when nothing. */
  readonly unread: string | null
}

/**
 * Reads the header of a JPEG, JPEG-LS or JPEG 2000 stream; null when it is none of them or is cut short. Looks at markers only, so
 * that a decoder never allocates what nobody has checked. Source: ITU-T T.81 B.2, T.87 C.2, T.800 A.
 */
export function toCodedImage(frame: Uint8Array): CodedImage | null {
  try {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
    return toJpegImage(view) ?? toJpeg2000Image(view)
  } catch (thrown) {
    // Reading beyond the end: the stream breaks off inside its header.
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}
