/** Differences of all cases -> m_i by each aggregation (method.md section 1, table Aggregations). */
import { at } from '@shared/at'
import type { Aggregation } from '@shared/study'
import type { CaseSums, ModalitySums } from './differences'
import { exactMean, exactSum } from './exact-sum'

/** The aggregations with one figure per modality. */
export type SingleAggregation = Exclude<Aggregation, 'per-class'>

/** One share per modality, adding up to 1; null where the model does not respond. */
export type Shares = readonly number[] | null

/** Divides by the sum; null when nothing is there to divide. */
export function toShares(amounts: readonly number[]): Shares {
  const total = exactSum(amounts)
  return total > 0 ? amounts.map((amount) => amount / total) : null
}

const aggregate: Readonly<Record<SingleAggregation, (cases: readonly CaseSums[]) => Shares>> = {
  // Sums first, one ratio last: Algorithm 1. The factor 1/N cancels.
  pooled: (cases) => toShares(sumOver(cases, ({ perClass }) => exactSum(perClass))),
  'part-mean': (cases) => toShares(partMeans(cases)),
  whole: (cases) => toShares(sumOver(cases, ({ wholePerClass }) => exactSum(wholePerClass))),
  'per-case': (cases) =>
    meanShares(
      cases
        .filter(({ isSilent }) => !isSilent)
        .map(({ modalities }) => toShares(modalities.map(({ perClass }) => exactSum(perClass)))),
    ),
  'per-case-per-class': perCasePerClass,
}

/** m_i of every modality in the order of the cases' modalities. */
export function aggregateShares(cases: readonly CaseSums[], by: SingleAggregation): Shares {
  return aggregate[by](cases)
}

/** [C][n]: d_i[c] / sum over j of d_j[c]; null for a class without response. */
export function aggregatePerClass(cases: readonly CaseSums[], classCount: number): Shares[] {
  return Array.from({ length: classCount }, (_, index) =>
    toShares(sumOver(cases, ({ perClass }) => at(perClass, index))),
  )
}

/** Sums an amount per modality over all cases. */
export function sumOver(cases: readonly CaseSums[], amount: (modality: ModalitySums) => number): number[] {
  const names = cases[0]?.modalities ?? []
  return names.map((_, index) => exactSum(cases.map(({ modalities }) => amount(at(modalities, index)))))
}

/** d_i / h_i with h_i as the mean over cases (a text has another count in each case); the factor 1/N cancels. */
function partMeans(cases: readonly CaseSums[]): number[] {
  const amounts = sumOver(cases, ({ perClass }) => exactSum(perClass))
  const counts = sumOver(cases, ({ partCount }) => partCount)
  return amounts.map((amount, index) => (at(counts, index) > 0 ? amount / at(counts, index) : 0))
}

/**
 * Ratio per case and class, mean over the cases that respond in it, then over classes, renormalised. A case and class is
 * silent below its share of the floor, responseFloor / C.
 */
function perCasePerClass(cases: readonly CaseSums[]): Shares {
  const responding = cases.filter(({ isSilent }) => !isSilent)
  const classCount = responding[0]?.modalities[0]?.perClass.length ?? 0
  const perClass = Array.from({ length: classCount }, (_, index) =>
    meanShares(
      responding.map(({ modalities, responseFloor }) => {
        const amounts = modalities.map((one) => at(one.perClass, index))
        return exactSum(amounts) < responseFloor / classCount ? null : toShares(amounts)
      }),
    ),
  )
  const mean = meanShares(perClass)
  return mean === null ? null : toShares(mean)
}

/** Mean of the shares that exist. */
function meanShares(all: readonly Shares[]): Shares {
  const some = all.filter((one) => one !== null)
  const [first] = some
  return first === undefined ? null : first.map((_, index) => exactMean(some.map((one) => at(one, index))))
}
