/** One slice of a modality of a case that is shown, or why there is none. */
import type { ErrorData } from '@shared/errors'
import type { Plane } from '@shared/picture/planes'

/** One slice of an image or volume of the case, as the model sees it. */
export interface CasePicture {
  readonly modality: string
  readonly dims: readonly [number, number, number]
  readonly pixels: Float32Array
  readonly range: readonly [number, number]
  readonly pixelAspect: number
  /** How the slice is turned. */
  readonly plane: Plane
  /** Index of the array across the plane; 0 for an image. */
  readonly slice: number
  /** How it lies; empty where it lies straight in the patient. */
  readonly lies: string
  /** Lengths of the plane are mm. */
  readonly isMm: boolean
}

/** A modality whose map cannot be drawn, because its file is gone or was changed. */
export interface MissingPicture {
  readonly modality: string
  readonly error: ErrorData
}
