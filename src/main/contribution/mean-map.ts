/** The mean map of a modality, where all cases share one grid (method.md section 4). */
import { at } from '@shared/at'
import type { MeanMap } from '@shared/contribution'
import type { GridLayout, PartLayout } from '@shared/part'
import type { ModalityDifferences } from './differences'
import type { RecordingFacts } from '@shared/recording'
import { addTerm, exactMean, roundPartials } from './exact-sum'

export interface MeanMapSum {
  /** Takes layout and differences of the next case. */
  readonly add: (layout: PartLayout, modality: ModalityDifferences, recording?: RecordingFacts) => void
  /** Mean over cases and classes of the absolute difference of each part; null for other modalities and differing grids. */
  readonly end: () => MeanMap | null
}

export function createMeanMap(): MeanMapSum {
  let shared: { readonly layout: GridLayout; readonly same: string; readonly sums: number[][] } | null = null
  let recorded: RecordingFacts | undefined
  let isAlike = true
  let count = 0
  let isDone = false
  return {
    add: (layout, modality, recording) => {
      if (isDone) return
      recorded ??= recording
      if (recording !== undefined && !isSame(recorded, recording)) isAlike = false
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
        : {
            layout: shared.layout,
            ...(recorded === undefined || !isAlike ? {} : { recording: recorded }),
            meanDifference: shared.sums.map((sum) => roundPartials(sum) / count),
          },
  }
}

/** The same leads at the same rate, by what a map shows of them. */
function isSame(one: RecordingFacts | undefined, other: RecordingFacts): boolean {
  const names = (facts: RecordingFacts | undefined): string =>
    JSON.stringify([facts?.hz, facts?.leadCount, facts?.leads.map(({ name }) => name)])
  return names(one) === names(other)
}
