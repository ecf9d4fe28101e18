/** Contributions of the labels of a modality, by name; they add up to its m_i (pooled). */
import type { LabelContribution, ShareInterval } from '@shared/contribution'
import { at } from '@shared/at'
import type { LabelsLayout, PartLayout } from '@shared/part'
import type { ModalityDifferences } from './differences'
import { addTerm, roundPartials } from './exact-sum'
import { intervalFields } from './interval-fields'

/** Exact sums over the cases that have the label. */
interface LabelSums {
  readonly name: string
  /** The smallest value that it had in a map; infinite for the rest, which is the last. */
  value: number
  caseCount: number
  readonly size: number[]
  readonly amount: number[]
  readonly perClass: readonly number[][]
  readonly signedPerClass: readonly number[][]
}

export interface LabelsSum {
  readonly add: (layout: PartLayout, modality: ModalityDifferences) => void
  /** Every name of the cohort, by value; null where parts are no labels. */
  readonly names: () => readonly string[] | null
  readonly end: (
    contribution: number,
    intervals: readonly ShareInterval[] | null,
  ) => LabelContribution[] | null
}

/** Splits m_i among the labels in proportion to their summed differences. A case may have any of them; the other figures are over those that do. */
export function createLabels(): LabelsSum {
  const all = new Map<string, LabelSums>()
  let isLabelled = false
  const sorted = (): LabelSums[] =>
    [...all.values()].toSorted((a, b) =>
      a.value === b.value ? (a.name < b.name ? -1 : 1) : a.value - b.value,
    )
  return {
    add: (layout, modality) => {
      if (layout.kind !== 'labels') return
      isLabelled = true
      addCase(all, layout, modality)
    },
    names: () => (isLabelled ? sorted().map(({ name }) => name) : null),
    end: (contribution, intervals) => {
      if (!isLabelled) return null
      const labels = sorted()
      const total: number[] = []
      for (const { amount } of labels) for (const one of amount) addTerm(total, one)
      const whole = roundPartials(total)
      return labels.map(({ name, caseCount, size, amount, perClass, signedPerClass }, place) => {
        const toMean = (sum: readonly number[]): number => roundPartials(sum) / caseCount
        return {
          name,
          contribution: whole > 0 ? (contribution * roundPartials(amount)) / whole : 0,
          caseCount,
          sizeShare: toMean(size),
          perClass: perClass.map(toMean),
          signedPerClass: signedPerClass.map(toMean),
          ...intervalFields(intervals?.[place]),
        }
      })
    },
  }
}

function addCase(
  all: Map<string, LabelSums>,
  { labels, dims }: LabelsLayout,
  { signed }: ModalityDifferences,
): void {
  const elements = dims.reduce((product, length) => product * length, 1)
  for (const [part, { name, value, voxels }] of labels.entries()) {
    const row = at(signed, part)
    const sums = all.get(name) ?? newSums(name, row.length)
    all.set(name, sums)
    sums.value = Math.min(sums.value, value ?? Number.POSITIVE_INFINITY)
    sums.caseCount += 1
    addTerm(sums.size, voxels / elements)
    for (const one of row) addTerm(sums.amount, Math.abs(one))
    for (const [index, sum] of sums.perClass.entries()) addTerm(sum, Math.abs(at(row, index)))
    for (const [index, sum] of sums.signedPerClass.entries()) addTerm(sum, at(row, index))
  }
}

function newSums(name: string, classes: number): LabelSums {
  const none = (): number[][] => Array.from({ length: classes }, () => [])
  return {
    ...{ name, value: Number.POSITIVE_INFINITY, caseCount: 0, size: [], amount: [] },
    ...{ perClass: none(), signedPerClass: none() },
  }
}
