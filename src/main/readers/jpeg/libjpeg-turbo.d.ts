/** The part of the WebAssembly module of libjpeg-turbo that we call. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  export interface FrameInfo {
    readonly width: number
    readonly height: number
    readonly bitsPerSample: number
    readonly componentCount: number
  }

  export interface JpegDecoder {
    /** A view of the module's memory to write the file into; valid until the next call. */
    getEncodedBuffer(sizeBytes: number): Uint8Array
    /** A view of the module's memory, [height, width, components]; valid until the next call. */
    getDecodedBuffer(): Uint8Array
    /** Throws a number (the address of a C++ exception). */
    decode(): void
    getFrameInfo(): FrameInfo
    delete(): void
  }

  export interface JpegModule {
    readonly JPEGDecoder: new () => JpegDecoder
  }

  export default function createModule(options: {
    print(words: string): void
    printErr(words: string): void
  }): Promise<JpegModule>
}
