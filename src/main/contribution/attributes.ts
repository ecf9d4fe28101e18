/** 8 of 11: contributions of the attributes of a record; they add up to its m_i (pooled). */
import type { AttributeContribution, ShareInterval } from '@shared/contribution'
import type { AttributesLayout } from '@shared/part'
import type { CaseDifferences } from './differences'
import { exactMean, exactSum } from './exact-sum'
import { intervalFields } from './interval-fields'

/** Amount of every attribute per case: what its share of m_i is made of. */
export function attributeAmounts({ modalities }: CaseDifferences, modality: number): number[] {
  return (modalities[modality]?.signed ?? []).map((row) => exactSum(row.map(Math.abs)))
}

/**
 * Splits m_i among the attributes in proportion to their summed differences, whichever aggregation made m_i, so that they
 * add up to it. The per-class figures are means over cases.
 */
export function toAttributeContributions(
  cases: readonly CaseDifferences[],
  modality: number,
  layout: AttributesLayout,
  contribution: number,
  intervals: readonly ShareInterval[] | null,
): AttributeContribution[] {
  const total = exactSum(cases.flatMap((one) => attributeAmounts(one, modality)))
  return layout.attributes.map(({ name }, part) => {
    const rows = cases.map(({ modalities }) => modalities[modality]?.signed[part] ?? [])
    const classes = [...(rows[0] ?? []).keys()]
    const amount = exactSum(rows.flatMap((row) => row.map(Math.abs)))
    return {
      name,
      contribution: total > 0 ? (contribution * amount) / total : 0,
      perClass: classes.map((index) => exactMean(rows.map((row) => Math.abs(row[index] ?? 0)))),
      signedPerClass: classes.map((index) => exactMean(rows.map((row) => row[index] ?? 0))),
      ...intervalFields(intervals?.[part]),
    }
  })
}
