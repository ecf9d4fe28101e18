/** 8 of 11: intervals of the attributes, by the same method over patients as m_i (METHOD section 6). */
import type { AttributeContribution } from '@shared/contribution'
import { attributeAmounts } from './attributes'
import { toClusterTable } from './clusters'
import type { ContributionOptions } from './contribution-options'
import type { CaseDifferences } from './differences'
import { patientIntervals } from './patient-intervals'

/**
 * Gives every attribute the 95 % interval of its contribution, which is m_i of the drawn patients, by the aggregation of the run, times
 * the attribute's part in the differences of its modality; null where m_i has none.
 */
export function withAttributeIntervals(
  attributes: readonly AttributeContribution[],
  cases: readonly CaseDifferences[],
  modality: number,
  options: ContributionOptions,
): AttributeContribution[] {
  const table = toClusterTable(cases, options.aggregation, (one) => attributeAmounts(one, modality))
  const estimate = (sums: Float64Array): number[] | null => {
    const contribution = table.toShares(sums)?.[modality]
    return contribution === undefined ? null : splitInProportion(table.toBeside(sums), contribution)
  }
  const intervals = patientIntervals(table, estimate, options)
  return attributes.map((one, part) => ({ ...one, interval: intervals?.[part] ?? null }))
}

function splitInProportion(amounts: Float64Array, whole: number): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  return Array.from(amounts, (amount) => (total > 0 ? (whole * amount) / total : 0))
}
