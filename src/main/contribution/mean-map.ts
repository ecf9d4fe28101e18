/** 8 of 11: the mean map of a modality, where all cases share one grid (METHOD section 4). */
import type { MeanMap } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import type { CaseDifferences } from './differences'
import { exactMean } from './exact-sum'

/** Mean over cases and classes of the absolute difference of each part; null for other modalities and differing grids. */
export function toMeanMap(
  outputs: readonly CaseOutputs[],
  cases: readonly CaseDifferences[],
  modality: number,
): MeanMap | null {
  const layouts = outputs.map(({ modalities }) => modalities[modality]?.layout)
  const [layout] = layouts
  if (layout?.kind !== 'grid') return null
  const same = JSON.stringify(layout)
  if (layouts.some((one) => JSON.stringify(one) !== same)) return null
  const parts = cases[0]?.modalities[modality]?.signed ?? []
  const meanDifference = parts.map((_, part) =>
    exactMean(
      cases.map(({ modalities }) => exactMean((modalities[modality]?.signed[part] ?? []).map(Math.abs))),
    ),
  )
  return { layout, meanDifference }
}
