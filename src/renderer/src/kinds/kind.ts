/** What the page shows of a kind of modality. */
import type { Component } from 'vue'
import type { ColourScale } from '@shared/charts/colour-scale'
import type { PartDifferences } from '@shared/contribution'
import type { ModalityPreview } from '@shared/dataset'
import type { ModalityKind } from '@shared/kinds'
import type { PartLayout } from '@shared/part'
import type { RecordingFacts } from '@shared/recording'
import type { StudyOutputs } from '@shared/study'
import type { CaseOutputNames } from '@shared/words/masking-words'
import type { FetchSlice } from '@/viewer'

export type { FetchSlice } from '@/viewer'

/** What there is to see of the modality in its case, without values. */
export type FetchPreview = (signal: AbortSignal) => Promise<ModalityPreview>

/** Props of a viewer: a case as its file has it and as the model sees it. */
export interface ViewerProps<Kind extends ModalityKind> {
  readonly preview: Extract<ModalityPreview, { kind: Kind }>
  readonly fetchSlice: FetchSlice
}

/** What a map may say of its case beside the values of its parts. */
export interface CaseFacts {
  readonly outputs: StudyOutputs
  readonly originalOutput: readonly number[]
  /** The output that was chosen; null where the values are of several. */
  readonly chosen: number | null
  /** Null where several outputs have no common scale. */
  readonly predicted: number | null
  /** The largest effect of a part, by modality. */
  readonly limits: ReadonlyMap<string, number>
}

/** Props of a map: the effect of every part of one case. */
export interface MapProps {
  readonly part: PartDifferences
  readonly values: readonly number[]
  readonly scale: ColourScale
  readonly fetchSlice: FetchSlice
  readonly fetchPreview: FetchPreview
  /** What the values are of. */
  readonly of: string
  /** The outputs that sentences are about. */
  readonly outputs: CaseOutputNames
  readonly facts: CaseFacts
  /** Of a channel group; absent where all channels are masked. */
  readonly channels?: readonly number[] | undefined
}

/** Props of a mean map: the mean effect of every part, where all cases have the same ones. */
export interface MeanMapProps {
  readonly layout: PartLayout
  /** Of a signal, where it is the same in all cases. */
  readonly recording?: RecordingFacts | undefined
  readonly values: readonly number[]
  readonly label: string
  /** Where the axes of all its tensors grow to; absent where the cases may differ. */
  readonly axes?: string | undefined
}

export interface RendererKind {
  /** True for what wants the whole width of the page. */
  readonly isWide: boolean
  /** Whether a list of cases has a small picture of each; on-request where reading one takes seconds, null for what is no picture. */
  readonly listPicture: 'shown' | 'on-request' | null
  readonly viewer: Component
  readonly map: Component
  /** Null for a kind whose parts are shown in a table instead. */
  readonly meanMap: Component | null
}
