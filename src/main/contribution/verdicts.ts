/** Is a modality used at all: four verdicts from its limits, its silence and the graph (method.md section 7). */
import { at } from '@shared/at'
import type { ModalityVerdict, VerdictLimits } from '@shared/contribution'
import { differenceFloor, type ContributionOptions } from './contribution-options'
import type { CaseSums, ModalitySums } from './differences'
import type { IntervalsByAggregation } from './modality-contribution'
import { respondingAtMost } from './share-interval'

export interface VerdictFigures {
  readonly cases: readonly CaseSums[]
  readonly intervals: IntervalsByAggregation
  readonly patientCount: number
  readonly options: ContributionOptions
}

/** Fewer patients decide nothing by their limits. */
const fewestPatients = 20

/** One per modality that is not clearly used, in the order of the study; none by figures where nothing responds or nothing stands beside it. */
export function toVerdicts(figures: VerdictFigures): ModalityVerdict[] {
  const names = figures.cases[0]?.modalities.map(({ modality }) => modality) ?? []
  return names.flatMap((modality, index) => {
    const judged = judge(figures, modality, index, names.length)
    return judged === null ? [] : [{ modality, ...describe(figures, modality, index), ...judged }]
  })
}

/** From how many patients on a modality that never responded is a collapse: 1 - 0.05^(1/N) is then below the threshold; null: never. */
export function leastSilentPatients(threshold: number): number | null {
  if (threshold <= 0) return null
  return Math.max(fewestPatients, Math.ceil(Math.log(0.05) / Math.log(1 - threshold)))
}

type Judged = Pick<ModalityVerdict, 'verdict' | 'basis' | 'leastPatients'>

function judge(figures: VerdictFigures, name: string, index: number, modalityCount: number): Judged | null {
  const { cases, intervals, patientCount, options } = figures
  const known = options.modalities.find((one) => one.name === name)
  if (known?.connected === false) return { verdict: 'not-connected', basis: 'graph', leastPatients: null }
  if (intervals.pooled === null || modalityCount < 2) return null
  if (isSilent(cases, index, differenceFloor(options))) {
    const leastPatients = leastSilentPatients(options.collapseThreshold)
    const verdict = leastPatients !== null && patientCount >= leastPatients ? 'collapse' : 'no-response-seen'
    return { verdict, basis: 'no-response', leastPatients }
  }
  const sides = (['pooled', 'whole'] as const).map((by) =>
    sideOf(limitsOf(intervals, by, index), options.collapseThreshold),
  )
  if (sides.every((side) => side === 'above')) return null
  const isBelow = sides.every((side) => side === 'below')
  const verdict = isBelow && patientCount >= fewestPatients ? 'collapse' : 'not-decided'
  return { verdict, basis: 'limits', leastPatients: fewestPatients }
}

/** Every difference, of parts and of the whole, is none. */
function isSilent(cases: readonly CaseSums[], index: number, floor: number): boolean {
  const isNone = (value: number): boolean => Math.abs(value) <= floor
  const isStill = ({ largestPart, wholePerClass }: ModalitySums): boolean =>
    isNone(largestPart) && wholePerClass.every(isNone)
  return cases.every(({ modalities }) => isStill(at(modalities, index)))
}

/** On which side of the threshold the 95 % limits are; without limits the share itself tells only that it is above. */
function sideOf(
  { share, lowerLimit, upperLimit }: VerdictLimits,
  threshold: number,
): 'below' | 'above' | 'open' {
  if (upperLimit !== null && upperLimit < threshold) return 'below'
  return (lowerLimit ?? share ?? 0) >= threshold ? 'above' : 'open'
}

function limitsOf(intervals: IntervalsByAggregation, by: 'pooled' | 'whole', index: number): VerdictLimits {
  const one = intervals[by]?.intervals[index]
  return {
    share: intervals[by]?.shares[index] ?? null,
    lowerLimit: one?.lowerLimit ?? null,
    upperLimit: one?.upperLimit ?? null,
  }
}

function describe({ intervals, patientCount, options }: VerdictFigures, name: string, index: number) {
  return {
    patientCount,
    threshold: options.collapseThreshold,
    pooled: limitsOf(intervals, 'pooled', index),
    whole: limitsOf(intervals, 'whole', index),
    respondingAtMost: respondingAtMost(patientCount),
    replacement: options.modalities.find((one) => one.name === name)?.replacement ?? null,
  }
}
