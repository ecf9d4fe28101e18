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
  /** pixels: a slice of it is printed beside those of others; read: `blocks` draws its values; null for a kind that is no picture. */
  readonly picture: 'pixels' | 'read' | null
  /** What is printed of it beside pictures; `index` is the place of the modality among all, `picture` null where its file is gone. */
  readonly blocks: (
    part: PartDifferences,
    index: number,
    scale: CaseScale,
    picture: Pick<CasePicture, 'dims' | 'pixels'> | null,
  ) => Block[]
}
