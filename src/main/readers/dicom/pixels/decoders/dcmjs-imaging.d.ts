/** The part of dcmjs-imaging 0.2.5 that we call; its own declarations leave the decoders out. */
declare module 'dcmjs-imaging' {
  export interface EncodedPixel {
    getWidth(): number
    getHeight(): number
    getBitsAllocated(): number
    getBitsStored(): number
    getSamplesPerPixel(): number
    getPixelRepresentation(): number
    getPlanarConfiguration(): number
    getPhotometricInterpretation(): string
  }

  export interface DecodeOptions {
    readonly convertColorspaceToRgb?: boolean
  }

  type Decode = (pixel: EncodedPixel, frame: Uint8Array, options?: DecodeOptions) => Uint8Array

  const imaging: {
    readonly NativePixelDecoder: {
      initializeAsync(options?: { logNativeDecodersMessages?: boolean }): Promise<void>
      readonly decodeRle: Decode
      readonly decodeJpeg: Decode
      readonly decodeJpegLs: Decode
      readonly decodeJpeg2000: Decode
    }
  }
  export default imaging
}
