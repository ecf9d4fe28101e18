/** What a report prints of a kind of modality in one case. */
import type { PartDifferences } from '@shared/contribution'
import type { ReportContent } from '@shared/report-content'
import type { CasePicture } from '../case-picture'
import type { Block } from '../report-document'

/** The scale that all shown cases have, what it is of, and what of them may be printed. */
export interface CaseScale {
  readonly limit: number
  readonly ofWhat: string
  readonly content: ReportContent
}

export interface ReportKind {
  /** Which slice of the picture is printed, along z of a depth; null for what has no slices. Null for a kind that is no picture. */
  readonly slice: ((part: PartDifferences, depth: number) => number | null) | null
  /** True where its slice is printed as pixels, beside those of others; else `blocks` draws it. */
  readonly isDrawnAsPicture: boolean
  /** What is printed of it beside pictures; `index` is the place of the modality among all, `picture` null where its file is gone. */
  readonly blocks: (
    part: PartDifferences,
    index: number,
    scale: CaseScale,
    picture: Pick<CasePicture, 'dims' | 'pixels'> | null,
  ) => Block[]
}
