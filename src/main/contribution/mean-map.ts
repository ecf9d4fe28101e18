/** The mean map of a modality, where all cases share one grid (method.md section 4). */
import { at } from '@shared/at'
import type { MeanMap } from '@shared/contribution'
import type { GridLayout, PartLayout } from '@shared/part'
import type { ModalityDifferences } from './differences'
import { addTerm, exactMean, roundPartials } from './exact-sum'

export interface MeanMapSum {
  /** Takes layout and differences of the next case. */
  readonly add: (layout: PartLayout, modality: ModalityDifferences) => void
  /** Mean over cases and classes of the absolute difference of each part; null for other modalities and differing grids. */
  readonly end: () => MeanMap | null
}

export function createMeanMap(): MeanMapSum {
  let shared: { readonly layout: GridLayout; readonly same: string; readonly sums: number[][] } | null = null
  let count = 0
  let isDone = false
  return {
    add: (layout, modality) => {
      if (isDone) return
      if (layout.kind === 'grid' && count === 0)
        shared = { layout, same: JSON.stringify(layout), sums: modality.signed.map(() => []) }
      count += 1
      if (shared === null || shared.same !== JSON.stringify(layout)) {
        isDone = true
        shared = null
        return
      }
      for (const [part, sum] of shared.sums.entries())
        addTerm(sum, exactMean(at(modality.signed, part).map(Math.abs)))
    },
    end: () =>
      shared === null
        ? null
        : { layout: shared.layout, meanDifference: shared.sums.map((sum) => roundPartials(sum) / count) },
  }
}
