/** The outputs of all cases -> the answer of the run (method.md sections 1, 4, 6 and 7). */
import { at } from '@shared/at'
import type { CollapsedModality, DatasetContribution, ModalityVerdict } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import { aggregateShares, type Shares, type SingleAggregation } from './aggregate'
import { toPatientSums } from './clusters'
import { differenceFloor, type ContributionOptions } from './contribution-options'
import { toCaseDifferences, toCaseSums, type CaseSums } from './differences'
import { exactSum } from './exact-sum'
import { toModalityContributions } from './modality-contribution'
import { createPartFigures, type PartFigures } from './part-figures'
import { toShareIntervals, type ShareIntervals } from './share-intervals'
import { toVerdicts } from './verdicts'

/** The three that always stand side by side; when they name different leaders the figure hangs on the part count. */
const sideBySide = ['pooled', 'part-mean', 'whole'] as const

export interface Cohort {
  /** Takes the next case and keeps its sums, whose size does not hang on the number of its parts. */
  readonly add: (outputs: CaseOutputs) => CaseSums
  /** In the order in which they came. */
  readonly cases: readonly CaseSums[]
  readonly end: () => DatasetContribution
}

/** Sums up cases one by one. The order of cases, modalities and parts does not change a bit of any share. */
export function createCohort(options: ContributionOptions): Cohort {
  const cases: CaseSums[] = []
  const parts: PartFigures[] = []
  return {
    cases,
    add: (outputs) => {
      const differences = toCaseDifferences(outputs, options.responseFloor)
      if (cases.length === 0)
        parts.push(
          ...outputs.modalities.map(({ modality }, index) =>
            createPartFigures(modality, index, options.outputs),
          ),
        )
      for (const one of parts) one.add(outputs, differences)
      const sums = toCaseSums(differences)
      cases.push(sums)
      return sums
    },
    end: () => toContribution(cases, parts, options),
  }
}

/** Sums up all cases. Pure. */
export function toDatasetContribution(
  outputs: Iterable<CaseOutputs>,
  options: ContributionOptions,
): DatasetContribution {
  const cohort = createCohort(options)
  for (const one of outputs) cohort.add(one)
  return cohort.end()
}

function toContribution(
  cases: readonly CaseSums[],
  parts: readonly PartFigures[],
  options: ContributionOptions,
): DatasetContribution {
  const shares = aggregateShares(cases, options.aggregation)
  const floor = differenceFloor(options) * options.outputs.names.length
  const intervalsBy = (by: SingleAggregation): ShareIntervals | null =>
    toShareIntervals(toPatientSums(cases, by), floor)
  const intervals = {
    pooled: intervalsBy('pooled'),
    'per-case': intervalsBy('per-case'),
    'per-case-per-class': intervalsBy('per-case-per-class'),
    'part-mean': intervalsBy('part-mean'),
    whole: intervalsBy('whole'),
  }
  const modalities = toModalityContributions({ parts, cases, shares, intervals, options })
  const patientCount = new Set(cases.map(({ cluster }) => cluster)).size
  const verdicts = toVerdicts({ cases, intervals, patientCount, options })
  return {
    state: shares === null ? 'no-response' : 'response',
    aggregation: options.aggregation,
    intervalMethod: 'jackknife',
    caseCount: cases.length,
    patientCount,
    outputNames: [...options.outputs.names],
    modalities,
    aggregationsDisagree: aggregationsDisagree(cases),
    silentCases: cases.filter(({ isSilent }) => isSilent).map(({ caseId }) => caseId),
    balance: toBalance(shares),
    collapse: verdicts.flatMap(toCollapsed),
    verdicts,
    exploratory: countIntervals(modalities) > manyIntervals,
  }
}

/** Those whose limits all lie below the threshold, that never responded, or that are not connected; what it is called stands in `verdict`. */
function toCollapsed(one: ModalityVerdict): CollapsedModality[] {
  const { modality, verdict, basis, pooled, whole, threshold } = one
  const { upperLimit: pooledUpperLimit } = pooled
  const { upperLimit: wholeUpperLimit } = whole
  const limits = { modality, verdict, pooledUpperLimit, wholeUpperLimit }
  if (basis === 'graph') return [{ ...limits, upperLimit: 0 }]
  if (basis === 'no-response' && verdict !== 'collapse') return []
  if (pooledUpperLimit === null || wholeUpperLimit === null) return []
  const upperLimit = Math.max(pooledUpperLimit, wholeUpperLimit)
  return upperLimit < threshold ? [{ ...limits, upperLimit }] : []
}

/** With more intervals on a page some miss by chance alone (method.md section 6). */
const manyIntervals = 20

function countIntervals(modalities: DatasetContribution['modalities']): number {
  const all = modalities.flatMap(({ interval, attributes, labels }) => [
    interval,
    ...[...(attributes ?? []), ...(labels ?? [])].map((one) => one.interval),
  ])
  return all.filter((one) => one !== null).length
}

/** True when no modality leads in all three; modalities that share the lead both lead. */
function aggregationsDisagree(cases: readonly CaseSums[]): boolean {
  const all = sideBySide.flatMap((by) => {
    const shares = aggregateShares(cases, by)
    return shares === null ? [] : [shares]
  })
  const [first] = all
  return first !== undefined && !first.some((_, index) => all.every((shares) => isLeading(shares, index)))
}

/** Shares this close are the same figure, told apart by the rounding of a division only. */
const tie = 1e-12

function isLeading(shares: readonly number[], index: number): boolean {
  return at(shares, index) >= Math.max(...shares) - tie
}

/** H(m) / log n (method.md section 7): 1 even, 0 one modality alone; null for a single modality or no response. */
function toBalance(shares: Shares): number | null {
  if (shares === null || shares.length < 2) return null
  const entropy = -exactSum(shares.filter((share) => share > 0).map((share) => share * Math.log(share)))
  return Math.min(1, Math.max(0, entropy / Math.log(shares.length)))
}
