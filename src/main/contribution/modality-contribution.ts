/** Everything that is known of one modality over the cohort. */
import { at } from '@shared/at'
import type { ModalityContribution } from '@shared/contribution'
import { aggregations } from '@shared/study'
import {
  aggregatePerClass,
  aggregateShares,
  sumOver,
  toShares,
  type Shares,
  type SingleAggregation,
} from './aggregate'
import { toClassIntervals } from './class-intervals'
import { differenceFloor, type ContributionOptions } from './contribution-options'
import type { CaseSums } from './differences'
import { exactSum } from './exact-sum'
import { intervalFields } from './interval-fields'
import type { PartFigures } from './part-figures'
import type { ShareIntervals } from './share-intervals'
import { toSplitIntervals } from './split-intervals'

/** Null where nothing responds. */
export type IntervalsByAggregation = Readonly<Record<SingleAggregation, ShareIntervals | null>>

/** The cases with what was already computed of them. */
export interface CohortFigures {
  readonly cases: readonly CaseSums[]
  /** One per modality. */
  readonly parts: readonly PartFigures[]
  readonly shares: Shares
  readonly intervals: IntervalsByAggregation
  readonly options: ContributionOptions
}

/** One entry per modality, in the order of the study; all figures are finite. */
export function toModalityContributions(figures: CohortFigures): ModalityContribution[] {
  const { cases, parts, shares, intervals, options } = figures
  const perClass = aggregatePerClass(cases, options.outputs.names.length)
  const byAggregation = aggregations
    .filter((name) => name !== 'per-class')
    .map((name) => [name, aggregateShares(cases, name)] as const)
  const perClassIntervals = toClassIntervals(cases, perClass.length, differenceFloor(options))
  const counts = sumOver(cases, ({ partCount }) => partCount)
  const countShares = toShares(counts)
  return parts.map((part, index) => {
    const contribution = shares === null ? 0 : at(shares, index)
    return {
      modality: part.modality,
      contribution,
      ...intervalFields(intervals[options.aggregation]?.intervals[index]),
      byAggregation: Object.fromEntries(
        byAggregation.flatMap(([name, all]) => (all === null ? [] : [[name, at(all, index)]])),
      ),
      intervals: intervalsOf(intervals, index),
      perClass: perClass.map((one) => (one === null ? null : at(one, index))),
      perClassIntervals: perClassIntervals.map((one) => (one === null ? null : at(one, index))),
      classShare: classShares(cases, index, contribution),
      classShareIntervals: classShareIntervals(figures, index),
      meanPartCount: at(counts, index) / cases.length,
      enrichment:
        shares === null
          ? null
          : toEnrichment(contribution, countShares === null ? 0 : at(countShares, index)),
      ...part.stored(),
      concentration: part.concentration(),
      redundancy: toRedundancy(cases, index),
      attributes: attributesOf(figures, part, index, contribution),
      ...labelsOf(figures, part, index, contribution),
      words: part.words(),
      meanMap: part.meanMap(),
    }
  })
}

/** m_i / (h_i / sum of h); null for a modality without parts. */
function toEnrichment(contribution: number, countShare: number): number | null {
  return countShare === 0 ? null : contribution / countShare
}

/** Splits m_i among the classes in proportion to their differences; adds up to m_i. */
function classShares(cases: readonly CaseSums[], index: number, contribution: number): number[] {
  const classes = [...(cases[0]?.modalities[index]?.perClass ?? []).keys()]
  const amounts = classes.map((one) =>
    exactSum(cases.map(({ modalities }) => at(at(modalities, index).perClass, one))),
  )
  const total = exactSum(amounts)
  return amounts.map((amount) => (total > 0 ? (contribution * amount) / total : 0))
}

function classShareIntervals({ cases, options }: CohortFigures, modality: number) {
  const { aggregation } = options
  const toPortions = ({ modalities }: CaseSums): readonly number[] => at(modalities, modality).perClass
  const portions = { aggregation, modality, floor: differenceFloor(options) }
  return [...(toSplitIntervals(cases, toPortions, portions) ?? [])]
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

/** Effect of the whole mask / sum of the part effects: below 1 the parts repeat each other, above 1 they work together. */
function toRedundancy(cases: readonly CaseSums[], index: number): number | null {
  const parts = exactSum(cases.flatMap(({ modalities }) => at(modalities, index).perClass))
  const whole = exactSum(cases.flatMap(({ modalities }) => at(modalities, index).wholePerClass))
  return parts > 0 ? whole / parts : null
}

/** An absent key where the parts are no labels: results of other studies keep their bytes. */
function labelsOf(
  { cases, options }: CohortFigures,
  { labels }: PartFigures,
  index: number,
  contribution: number,
): Pick<ModalityContribution, 'labels'> {
  const names = labels.names()
  if (names === null) return {}
  const { aggregation } = options
  const floor = differenceFloor(options) * options.outputs.names.length
  const toPortions = (one: CaseSums): readonly number[] =>
    names.map((name) => at(one.modalities, index).labelAmounts?.get(name) ?? 0)
  const intervals = toSplitIntervals(cases, toPortions, { aggregation, modality: index, floor })
  return { labels: labels.end(contribution, intervals) ?? [] }
}

function attributesOf(
  { cases, options }: CohortFigures,
  { attributes }: PartFigures,
  index: number,
  contribution: number,
): ModalityContribution['attributes'] {
  if (attributes.layout() === null) return null
  const { aggregation } = options
  const floor = differenceFloor(options) * options.outputs.names.length
  const toPortions = (one: CaseSums): readonly number[] => at(one.modalities, index).attributeAmounts ?? []
  const intervals = toSplitIntervals(cases, toPortions, { aggregation, modality: index, floor })
  return attributes.end(contribution, intervals)
}
