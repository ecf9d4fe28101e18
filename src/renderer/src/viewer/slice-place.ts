/** Which slice of a picture is shown. */
import type { Slice } from '@shared/dataset'
import type { ArrayAxis } from '@shared/picture/planes'

export type SliceView = 'source' | 'model'

export interface SlicePlace {
  readonly view: SliceView
  /** The axis of the array that the slice cuts. */
  readonly axis: ArrayAxis
  readonly index: number
}

export type FetchSlice = (place: SlicePlace, signal: AbortSignal) => Promise<Slice>
