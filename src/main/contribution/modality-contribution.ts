/** 8 of 11: everything that is known of one modality over the cohort. */
import type { ModalityContribution } from '@shared/contribution'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { aggregations } from '@shared/study'
import {
  aggregatePerClass,
  aggregateShares,
  sumOver,
  toShares,
  type Shares,
  type SingleAggregation,
} from './aggregate'
import { attributeAmounts, toAttributeContributions } from './attributes'
import { toClassIntervals } from './class-intervals'
import { toConcentration } from './concentration'
import { differenceFloor, type ContributionOptions } from './contribution-options'
import type { CaseDifferences } from './differences'
import { exactSum } from './exact-sum'
import { createSameLabel, findFlips } from './flips'
import { intervalFields } from './interval-fields'
import { toMeanMap } from './mean-map'
import type { ShareIntervals } from './share-intervals'
import { toSplitIntervals } from './split-intervals'
import { toWordContributions } from './words'

/** Null where nothing responds. */
export type IntervalsByAggregation = Readonly<Record<SingleAggregation, ShareIntervals | null>>

/** The cases with what was already computed of them; `outputs` and `cases` go in step. */
export interface CohortFigures {
  readonly outputs: readonly CaseOutputs[]
  readonly cases: readonly CaseDifferences[]
  readonly shares: Shares
  readonly intervals: IntervalsByAggregation
  readonly options: ContributionOptions
}

/** One entry per modality, in the order of the study; all figures are finite. */
export function toModalityContributions(figures: CohortFigures): ModalityContribution[] {
  const { cases, shares, intervals, options } = figures
  const names = cases[0]?.modalities.map(({ modality }) => modality) ?? []
  const perClass = aggregatePerClass(cases, options.outputs.names.length)
  const byAggregation = aggregations
    .filter((name) => name !== 'per-class')
    .map((name) => [name, aggregateShares(cases, name)] as const)
  const perClassIntervals = toClassIntervals(cases, perClass.length, differenceFloor(options))
  const counts = sumOver(cases, ({ partCount }) => partCount)
  const countShares = toShares(counts)
  return names.map((modality, index) => {
    const contribution = shares?.[index] ?? 0
    return {
      modality,
      contribution,
      ...intervalFields(intervals[options.aggregation]?.intervals[index]),
      byAggregation: Object.fromEntries(
        byAggregation.flatMap(([name, all]) => (all === null ? [] : [[name, all[index] ?? 0]])),
      ),
      intervals: intervalsOf(intervals, index),
      perClass: perClass.map((one) => one?.[index] ?? null),
      perClassIntervals: perClassIntervals.map((one) => one?.[index] ?? null),
      classShare: classShares(cases, index, contribution),
      classShareIntervals: classShareIntervals(figures, index),
      meanPartCount: (counts[index] ?? 0) / cases.length,
      enrichment: shares === null ? null : toEnrichment(contribution, countShares?.[index] ?? 0),
      ...storedFigures(figures, index),
      concentration: toConcentration(cases, index),
      redundancy: toRedundancy(cases, index),
      attributes: attributesOf(figures, index, contribution),
      words: wordsOf(figures, index),
      meanMap: toMeanMap(figures.outputs, cases, index),
    }
  })
}

/** m_i / (h_i / sum of h); null for a modality without parts. */
function toEnrichment(contribution: number, countShare: number): number | null {
  return countShare === 0 ? null : contribution / countShare
}

/** Splits m_i among the classes in proportion to their differences; adds up to m_i. */
function classShares(cases: readonly CaseDifferences[], index: number, contribution: number): number[] {
  const classes = [...(cases[0]?.modalities[index]?.perClass ?? []).keys()]
  const amounts = classes.map((one) =>
    exactSum(cases.map(({ modalities }) => modalities[index]?.perClass[one] ?? 0)),
  )
  const total = exactSum(amounts)
  return amounts.map((amount) => (total > 0 ? (contribution * amount) / total : 0))
}

function classShareIntervals({ cases, options }: CohortFigures, modality: number) {
  const { aggregation } = options
  const toPieces = ({ modalities }: CaseDifferences): readonly number[] =>
    modalities[modality]?.perClass ?? []
  const pieces = { aggregation, modality, floor: differenceFloor(options) }
  return [...(toSplitIntervals(cases, toPieces, pieces) ?? [])]
}

function intervalsOf(all: IntervalsByAggregation, index: number): ModalityContribution['intervals'] {
  return Object.fromEntries(
    aggregations
      .filter((name) => name !== 'per-class')
      .flatMap((name) => {
        const one = all[name]?.intervals[index]
        return one === undefined ? [] : [[name, one]]
      }),
  )
}

/** Counts over the stored parts of the cases that have the modality: inert ones, and those that change a label. */
function storedFigures({ outputs, options }: CohortFigures, index: number) {
  const isSame = createSameLabel(options.outputs)
  const stored = outputs.flatMap((one) => {
    const modality = one.modalities[index]
    return modality === undefined || modality.absent === true ? [] : [{ one, modality }]
  })
  const count = (of: (modality: ModalityOutputs, one: CaseOutputs) => number): number =>
    stored.reduce((sum, { one, modality }) => sum + of(modality, one), 0)
  const inertParts = count(({ inertParts: parts }) => parts.length)
  const parts = count(({ occludedOutput }) => occludedOutput.length)
  const flips = count((modality, one) => findFlips(one, modality, isSame).length)
  const absentCases = outputs.length - stored.length
  return { inertParts, inertShare: parts > 0 ? inertParts / parts : 0, flips, absentCases }
}

/** Effect of the whole mask / sum of the part effects: below 1 the parts repeat each other, above 1 they work together. */
function toRedundancy(cases: readonly CaseDifferences[], index: number): number | null {
  const parts = exactSum(cases.flatMap(({ modalities }) => modalities[index]?.perClass ?? []))
  const whole = exactSum(cases.flatMap(({ modalities }) => modalities[index]?.wholePerClass ?? []))
  return parts > 0 ? whole / parts : null
}

function wordsOf({ outputs, cases, options }: CohortFigures, index: number): ModalityContribution['words'] {
  const isText = outputs.some(({ modalities }) => modalities[index]?.layout.kind === 'text')
  return isText ? toWordContributions(outputs, cases, index, options.outputs) : null
}

function attributesOf(
  { outputs, cases, options }: CohortFigures,
  index: number,
  contribution: number,
): ModalityContribution['attributes'] {
  const layout = outputs[0]?.modalities[index]?.layout
  if (layout?.kind !== 'attributes') return null
  const { aggregation } = options
  const floor = differenceFloor(options) * options.outputs.names.length
  const toPieces = (one: CaseDifferences): number[] => attributeAmounts(one, index)
  const intervals = toSplitIntervals(cases, toPieces, { aggregation, modality: index, floor })
  return toAttributeContributions(cases, index, layout, contribution, intervals)
}
