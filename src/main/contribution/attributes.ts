/** Contributions of the attributes of a record; they add up to its m_i (pooled). */
import { at } from '@shared/at'
import type { AttributeContribution, ShareInterval } from '@shared/contribution'
import type { AttributesLayout, PartLayout } from '@shared/part'
import type { ModalityDifferences } from './differences'
import { addTerm, roundPartials } from './exact-sum'
import { intervalFields } from './interval-fields'

/** Exact sums over the cases, of every class. */
interface AttributeSums {
  readonly name: string
  readonly amount: number[]
  readonly perClass: readonly number[][]
  readonly signedPerClass: readonly number[][]
}

export interface AttributesSum {
  readonly add: (layout: PartLayout, modality: ModalityDifferences) => void
  /** Null where the modality is no record. */
  readonly layout: () => AttributesLayout | null
  readonly end: (
    contribution: number,
    intervals: readonly ShareInterval[] | null,
  ) => AttributeContribution[] | null
}

/**
 * Splits m_i among the attributes in proportion to their summed differences, whichever aggregation made m_i, so that they
 * add up to it. The per-class figures are means over cases. The first case says which attributes there are.
 */
export function createAttributes(): AttributesSum {
  let known: AttributesLayout | null = null
  let all: readonly AttributeSums[] = []
  let count = 0
  const total: number[] = []
  return {
    layout: () => known,
    add: (layout, modality) => {
      if (count === 0 && layout.kind === 'attributes') {
        known = layout
        all = toSums(layout, modality)
      }
      count += 1
      if (known === null) return
      for (const amount of modality.attributeAmounts ?? []) addTerm(total, amount)
      for (const [part, sums] of all.entries()) addRow(sums, at(modality.signed, part))
    },
    end: (contribution, intervals) => {
      if (known === null) return null
      const whole = roundPartials(total)
      const toMean = (sum: readonly number[]): number => roundPartials(sum) / count
      return all.map(({ name, amount, perClass, signedPerClass }, part) => ({
        name,
        contribution: whole > 0 ? (contribution * roundPartials(amount)) / whole : 0,
        perClass: perClass.map(toMean),
        signedPerClass: signedPerClass.map(toMean),
        ...intervalFields(intervals?.[part]),
      }))
    },
  }
}

function toSums({ attributes }: AttributesLayout, modality: ModalityDifferences): AttributeSums[] {
  return attributes.map(({ name }, part) => {
    const row = at(modality.signed, part)
    return { name, amount: [], perClass: row.map(() => []), signedPerClass: row.map(() => []) }
  })
}

function addRow({ amount, perClass, signedPerClass }: AttributeSums, row: readonly number[]): void {
  for (const one of row) addTerm(amount, Math.abs(one))
  for (const [index, sum] of perClass.entries()) addTerm(sum, Math.abs(at(row, index)))
  for (const [index, sum] of signedPerClass.entries()) addTerm(sum, at(row, index))
}
