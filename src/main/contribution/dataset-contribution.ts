/** 8 of 11: the outputs of all cases -> the answer of the run (METHOD sections 1, 4, 6 and 7). */
import type { DatasetContribution } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import { aggregateShares, type Shares } from './aggregate'
import { toClusterTable } from './clusters'
import type { ContributionOptions } from './contribution-options'
import { toCaseDifferences, type CaseDifferences } from './differences'
import { exactSum } from './exact-sum'
import { toModalityContributions } from './modality-contribution'
import { patientIntervals } from './patient-intervals'

/** The three that always stand side by side; when they name different leaders the figure hangs on the part count. */
const sideBySide = ['pooled', 'part-mean', 'whole'] as const

/** Sums up all cases. Pure; the order of cases, modalities and parts does not change a bit of any share. */
export function toDatasetContribution(
  outputs: readonly CaseOutputs[],
  options: ContributionOptions,
): DatasetContribution {
  const cases = outputs.map((one) => toCaseDifferences(one, options.responseFloor))
  const shares = aggregateShares(cases, options.aggregation)
  const table = toClusterTable(cases, options.aggregation)
  const intervals = shares === null ? null : patientIntervals(table, table.toShares, options)
  const modalities = toModalityContributions({ outputs, cases, shares, intervals, options })
  return {
    state: shares === null ? 'no-response' : 'response',
    aggregation: options.aggregation,
    intervalMethod: options.intervalMethod,
    caseCount: cases.length,
    patientCount: new Set(cases.map(({ cluster }) => cluster)).size,
    outputNames: [...options.outputs.names],
    modalities,
    aggregationsDisagree: aggregationsDisagree(cases),
    silentCases: cases.filter(({ isSilent }) => isSilent).map(({ caseId }) => caseId),
    balance: toBalance(shares),
    collapse: modalities
      .map(({ modality, contribution, interval }) => ({
        modality,
        upperLimit: interval?.[1] ?? contribution,
      }))
      .filter(
        ({ upperLimit }) => shares !== null && shares.length > 1 && upperLimit < options.collapseThreshold,
      ),
  }
}

/** True when no modality leads in all three; modalities that share the lead both lead. */
function aggregationsDisagree(cases: readonly CaseDifferences[]): boolean {
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
  return (shares[index] ?? 0) >= Math.max(...shares) - tie
}

/** H(m) / log n (METHOD section 7): 1 even, 0 one modality alone; null for a single modality or no response. */
function toBalance(shares: Shares): number | null {
  if (shares === null || shares.length < 2) return null
  const entropy = -exactSum(shares.filter((share) => share > 0).map((share) => share * Math.log(share)))
  return Math.min(1, Math.max(0, entropy / Math.log(shares.length)))
}
