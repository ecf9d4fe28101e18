/** Which slice of a picture is shown. */
import type { Slice } from '@shared/dataset'
import type { ArrayAxis } from '@shared/picture/planes'

/** The file, the tensor, the tensor with a part masked, or what that changed. */
export type SliceView = 'source' | 'model' | 'masked' | 'difference'

export interface SlicePlace {
  readonly view: SliceView
  /** The axis of the array that the slice cuts. */
  readonly axis: ArrayAxis
  readonly index: number
  /** The masked part; absent where none is. */
  readonly part?: number | undefined
}

/** `count` slices from `index` on; one where that is not said. */
export type FetchSlice = (
  place: SlicePlace & { readonly count?: number },
  signal: AbortSignal,
) => Promise<Slice>
