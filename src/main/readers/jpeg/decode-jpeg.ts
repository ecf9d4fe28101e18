/** The one caller of libjpeg-turbo (WebAssembly): JPEG bytes -> samples. */
import createModule, { type JpegModule } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'

export interface DecodedJpeg {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 RGB. */
  readonly channels: number
  /** [height, width, channels], a copy of our own. */
  readonly samples: Uint8Array
}

let opening: Promise<JpegModule> | null = null

/**
 * Decodes a baseline or progressive JPEG of 8 bits; colour comes out as RGB.
 * Throws what the codec throws (numbers): the caller puts it in words.
 */
export async function decodeJpeg(bytes: Uint8Array): Promise<DecodedJpeg> {
  const silent = (): void => undefined
  opening ??= createModule({ print: silent, printErr: silent })
  const module = await opening
  try {
    return decodeWith(module, bytes)
  } catch (thrown) {
    // A C++ exception leaves the decoder's memory behind; the next file gets a fresh module.
    opening = null
    throw thrown
  }
}

function decodeWith(module: JpegModule, bytes: Uint8Array): DecodedJpeg {
  const decoder = new module.JPEGDecoder()
  decoder.getEncodedBuffer(bytes.length).set(bytes)
  decoder.decode()
  const { width, height, componentCount } = decoder.getFrameInfo()
  const samples = Uint8Array.from(decoder.getDecodedBuffer())
  decoder.delete()
  return { width, height, channels: componentCount, samples }
}
