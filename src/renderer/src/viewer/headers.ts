/** The headers of the files behind slices, for viewers below the page of a case. */
import { inject, provide, type InjectionKey } from 'vue'
import { toLps } from '@shared/picture/lps'
import type { Voxel } from '@shared/picture/planes'
import type { SourceHeader } from '@shared/source-header'
import type { SliceView } from './slice-place'
import type { ViewedPicture } from './use-viewer'

export interface HeaderPlace {
  readonly modality: string
  /** Of the slice along z, in the grid of the file. */
  readonly index: number
  /** Ask for what tells who the patient is. */
  readonly identity: boolean
}

export type FetchHeader = (place: HeaderPlace, signal: AbortSignal) => Promise<SourceHeader>

const key: InjectionKey<FetchHeader> = Symbol('headers')

/** Lets all viewers below this component show headers. */
export function provideHeaders(fetch: FetchHeader): void {
  provide(key, fetch)
}

/** Null where no page provides them. */
export function useHeaders(): FetchHeader | null {
  return inject(key, null)
}

/** The slice along z of the file in which the crosshair lies, whichever grid is shown. */
export function fileSlice({ source, inFile }: ViewedPicture, view: SliceView, cross: Voxel): number {
  if (source === null) return 0
  const [, , z] = view === 'source' ? cross : toLps(inFile, cross)
  return Math.max(0, Math.min(source.dims[0] - 1, Math.round(z)))
}
