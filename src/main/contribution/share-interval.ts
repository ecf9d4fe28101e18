/** The interval of one share from what every patient adds to it: jackknife, log odds, Student's t (method.md section 6). */
import { at } from '@shared/at'
import type { Interval, ShareInterval } from '@shared/contribution'
import { exactSum } from './exact-sum'
import { studentQuantile, type Sides } from './student-quantile'

/** What the patients say of one share; the lists go in step, one entry per patient. */
export interface ShareEvidence {
  /** m_i of all patients. */
  readonly share: number
  /** m_i without each patient in turn; null where nothing that responds is left. */
  readonly without: readonly (number | null)[]
  /** a^k_i: what the patient adds to the share. */
  readonly amounts: readonly number[]
  /** s^k: what the patient adds to all shares. */
  readonly totals: readonly number[]
  readonly caseCounts: readonly number[]
  /** Up to this amount per case a patient does not respond. */
  readonly floor: number
}

export interface Jackknife {
  readonly standardError: number
  /** k_i: how many patients of equal weight would say as much of this share. */
  readonly effectivePatients: number
  readonly degrees: number
}

/** Below it there is no interval; below the second it is called approximate. */
const fewestPatients = 5
const fewPatients = 20
const fewEffective = 5

/** A patient left out who changes a share by less changes nothing but its rounding. */
const noChange = 1e-12

/** Student's t by its approximation needs so many degrees of freedom. */
const fewestDegrees = 3

/** Makes the interval and the one-sided 95 % limits, or says why there are none. */
export function toShareInterval(evidence: ShareEvidence): ShareInterval {
  const patientCount = evidence.amounts.length
  const figures = jackknife(evidence)
  const bare = { interval: null, lowerLimit: null, upperLimit: null, ...pick(figures) }
  if (patientCount < fewestPatients) return { ...bare, note: 'too-few-patients' }
  const answer = responders(evidence)
  if (answer.all === 0) return { ...bare, note: 'nothing-responds' }
  if (answer.own === 0 || evidence.share <= 0) return { ...noResponse(patientCount), ...pick(figures) }
  if (answer.others === 0 || evidence.share >= 1)
    return { ...mirror(noResponse(patientCount)), ...pick(figures) }
  if (answer.all === 1 || evidence.without.includes(null)) return { ...bare, note: 'one-patient-carries' }
  if (evidence.without.every((share) => isSame(share, evidence.share))) {
    return { ...bare, note: 'patients-do-not-differ' }
  }
  const isApproximate = patientCount < fewPatients || figures.effectivePatients < fewEffective
  return {
    ...aroundShare(evidence.share, figures),
    ...pick(figures),
    note: isApproximate ? 'approximate' : null,
  }
}

/** Steps 1 and 2. A patient whose removal leaves nothing is no change here; there is then no interval. */
export function jackknife({ share, without, amounts, totals }: ShareEvidence): Jackknife {
  const factor = (without.length - 1) / without.length
  const squares = exactSum(without.map((one) => ((one ?? share) - share) ** 2))
  const effectivePatients = Math.min(
    countEffective(totals),
    countEffective(amounts),
    countEffective(othersOf(totals, amounts)),
  )
  const degrees = Math.max(fewestDegrees, effectivePatients - 1)
  return { standardError: Math.sqrt(factor * squares), effectivePatients, degrees }
}

/** k(w) = (sum of w)^2 / sum of w^2; 0 where nothing weighs. */
export function countEffective(weights: readonly number[]): number {
  const squares = exactSum(weights.map((weight) => weight * weight))
  return squares > 0 ? exactSum(weights) ** 2 / squares : 0
}

/** Half of the width of an interval. */
export function halfWidth([low, high]: Interval): number {
  return (high - low) / 2
}

/** The largest share of patients that may respond where none of so many did, one-sided: 1 - 0.05^(1/N). */
export function respondingAtMost(patientCount: number): number {
  return 1 - 0.05 ** (1 / patientCount)
}

function pick({ effectivePatients }: Jackknife): Pick<ShareInterval, 'effectivePatients'> {
  return { effectivePatients }
}

/** How many patients respond at all, in this share, and in the others. */
function responders({ amounts, totals, caseCounts, floor }: ShareEvidence) {
  const count = (values: readonly number[]): number =>
    values.filter((value, patient) => value > floor * at(caseCounts, patient)).length
  return { all: count(totals), own: count(amounts), others: count(othersOf(totals, amounts)) }
}

function othersOf(totals: readonly number[], amounts: readonly number[]): number[] {
  return totals.map((total, patient) => Math.max(0, total - at(amounts, patient)))
}

function isSame(one: number | null, share: number): boolean {
  return one !== null && Math.abs(one - share) <= noChange
}

/** Assumes that a patient not yet seen could give the share all of an average response. */
function noResponse(patientCount: number) {
  const interval: Interval = [0, 1 - 0.025 ** (1 / patientCount)]
  return {
    ...{ interval, lowerLimit: 0, upperLimit: respondingAtMost(patientCount) },
    note: 'no-response-seen' as const,
  }
}

function mirror({ interval, upperLimit }: ReturnType<typeof noResponse>) {
  return {
    interval: [1 - interval[1], 1] as Interval,
    lowerLimit: 1 - upperLimit,
    upperLimit: 1,
    note: 'nothing-else-responds' as const,
  }
}

/** Step 3: symmetric in log odds. */
function aroundShare(share: number, { standardError, degrees }: Jackknife) {
  const odds = Math.log(share / (1 - share))
  const step = (sides: Sides): number =>
    (studentQuantile(degrees, sides) * standardError) / (share * (1 - share))
  const interval: Interval = [fromOdds(odds - step('two-sided')), fromOdds(odds + step('two-sided'))]
  return {
    interval,
    lowerLimit: fromOdds(odds - step('one-sided')),
    upperLimit: fromOdds(odds + step('one-sided')),
  }
}

function fromOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
