/** 8 of 11: the interval of a pooled share while patients come in (METHOD section 6). */
import { exactSum } from './exact-sum'

/** a^k: one amount per modality, all cases of a patient summed. */
export type PatientAmounts = readonly number[]

export interface RatioInterval {
  /** m_i = A_i / S. */
  readonly share: number
  /** 95 % interval, inside [0, 1]. */
  readonly low: number
  readonly high: number
}

/**
 * Makes the interval of every modality; null as long as nothing responds. What METHOD's delta method estimates from residuals is
 * estimated by leaving one patient out in turn (jackknife), which does not miss the few patients that carry a sum; the interval is
 * symmetric in log odds, and its quantile is Student's for the effective number of patients. So it also covers after a stop.
 */
export function toRatioIntervals(patients: readonly PatientAmounts[]): readonly RatioInterval[] | null {
  const totals = patients.map((amounts) => exactSum(amounts))
  const total = exactSum(totals)
  if (!(total > 0)) return null
  const degrees = Math.max(leastDegrees, effectivePatients(patients) - 1)
  const quantile = studentQuantile(degrees)
  return (patients[0] ?? []).map((_, modality) => {
    const amounts = patients.map((patient) => patient[modality] ?? 0)
    const sum = exactSum(amounts)
    const share = sum / total
    const changes = amounts.map((amount, place) => {
      const others = total - (totals[place] ?? 0)
      return others > 0 ? (sum - amount) / others - share : Number.POSITIVE_INFINITY
    })
    const count = patients.length
    const deviation = Math.sqrt(((count - 1) / count) * exactSum(changes.map((change) => change * change)))
    return aroundShare(share, quantile * deviation)
  })
}

/** (sum of s)^2 / (sum of s^2): how many patients of equal weight would say as much. */
export function effectivePatients(patients: readonly PatientAmounts[]): number {
  const totals = patients.map((amounts) => exactSum(amounts))
  const squares = exactSum(totals.map((total) => total * total))
  return squares > 0 ? exactSum(totals) ** 2 / squares : 0
}

/** Half of the width of an interval. */
export function halfWidth({ low, high }: RatioInterval): number {
  return (high - low) / 2
}

/** The approximation of the quantile needs at least so many degrees of freedom. */
const leastDegrees = 3

function aroundShare(share: number, reach: number): RatioInterval {
  if (reach === 0) return { share, low: share, high: share }
  if (!Number.isFinite(reach) || share <= 0 || share >= 1) return { share, low: 0, high: 1 }
  const odds = Math.log(share / (1 - share))
  const step = reach / (share * (1 - share))
  return { share, low: fromOdds(odds - step), high: fromOdds(odds + step) }
}

function fromOdds(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

const normalQuantile = 1.959963984540054

/** The 97.5 % quantile of Student's t; right to 2 % from 3 degrees of freedom on, to 0.1 % from 6 on (Abramowitz and Stegun 26.7.5). */
export function studentQuantile(degrees: number): number {
  const z = normalQuantile
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ]
  return terms.reduce((sum, term, power) => sum + term / degrees ** power, 0)
}
