/** One slice of a modality of a case that is shown. */

/** One slice of an image or volume of the case, as the model sees it. */
export interface CasePicture {
  readonly modality: string
  readonly dims: readonly [number, number, number]
  readonly pixels: Float32Array
  readonly range: readonly [number, number]
  readonly pixelAspect: number
  /** Index along z; null for an image. */
  readonly slice: number | null
}
