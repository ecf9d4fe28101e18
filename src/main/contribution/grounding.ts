/** Whether the model looks where a finding is: its label against control masks, case by case and over patients (method.md section 8). */
import { at } from '@shared/at'
import type { Interval, IntervalNote } from '@shared/contribution'
import type { GroundingCase, GroundingComparison, GroundingResult } from '@shared/grounding-result'
import type { CaseOutputs } from '@shared/outputs'
import { partNames } from '@shared/part'
import type { Grounding } from '@shared/study'
import { patientKey } from '../dataset/patient-key'
import { toClusterRows } from './clusters'
import { differenceFloor, type ContributionOptions } from './contribution-options'
import { exactMean, exactSum } from './exact-sum'
import { intervalFields } from './interval-fields'
import { countEffective } from './share-interval'
import { toShareIntervals } from './share-intervals'
import { studentQuantile } from './student-quantile'

export interface GroundingSum {
  readonly add: (outputs: CaseOutputs) => void
  /** In the order of the study. */
  readonly end: () => GroundingResult[]
}

interface ComparedCase extends GroundingCase {
  /** Patient, or the case itself where none is given. */
  readonly cluster: string
}

/** A label beside one kind of control. */
interface Pair {
  readonly cluster: string
  readonly label: number
  readonly control: number
  readonly isWon: boolean
}

/** Sums up the cases; each keeps a few numbers. */
export function createGrounding(
  grounding: readonly Grounding[],
  options: Pick<ContributionOptions, 'outputs' | 'responseFloor'>,
): GroundingSum {
  const all = grounding.map((wish) => ({ wish, cases: [] as ComparedCase[], withoutLabel: 0 }))
  const floor = differenceFloor(options)
  return {
    add: (outputs) => {
      for (const [place, one] of all.entries()) {
        const compared = compareCase(outputs, one.wish, place, options.outputs.names, floor)
        if (compared === null) one.withoutLabel += 1
        else one.cases.push(compared)
      }
    },
    end: () => all.map(({ wish, cases, withoutLabel }) => toResult(wish, cases, withoutLabel)),
  }
}

/** Null where the case does not have the label. */
function compareCase(
  outputs: CaseOutputs,
  { modality, label, output }: Grounding,
  place: number,
  names: readonly string[],
  floor: number,
): ComparedCase | null {
  const stored = outputs.modalities.find((one) => one.modality === modality)
  const controls = outputs.grounding?.[place]
  const part = stored?.layout.kind === 'labels' ? partNames(stored.layout).indexOf(label) : -1
  if (stored === undefined || controls === undefined || part < 0) return null
  const index = output === undefined ? null : names.indexOf(output)
  const amountOf = (occluded: readonly number[]): number => {
    const moved = outputs.originalOutput.map((value, one) => Math.abs(value - at(occluded, one)))
    return index === null ? exactSum(moved) : at(moved, index)
  }
  const { elsewhere, other } = controls
  const own = amountOf(at(stored.occludedOutput, part))
  // A difference that is none decides nothing.
  const against = (amount: number) => ({ amount, mattersMore: own - amount > floor })
  return {
    ...{ caseId: outputs.caseId, cluster: patientKey(outputs), label: own, placed: elsewhere.length },
    elsewhere: elsewhere.length === 0 ? null : against(exactMean(elsewhere.map(amountOf))),
    other: other === null ? null : against(amountOf(other)),
  }
}

function toResult(
  { modality, label, output, otherPatient }: Grounding,
  cases: readonly ComparedCase[],
  withoutLabel: number,
): GroundingResult {
  const compareWith = (kind: 'elsewhere' | 'other'): GroundingComparison =>
    compare(
      cases.flatMap(({ cluster, label: own, [kind]: control }) =>
        control === null
          ? []
          : [{ cluster, label: own, control: control.amount, isWon: control.mattersMore }],
      ),
    )
  return {
    ...{ modality, label, output: output ?? null, withoutLabel },
    notPlaced: cases.filter(({ elsewhere }) => elsewhere === null).length,
    elsewhere: compareWith('elsewhere'),
    otherPatient: otherPatient ? compareWith('other') : null,
    cases: cases.map(toStored),
  }
}

function compare(pairs: readonly Pair[]): GroundingComparison {
  const meanOf = (amount: (one: Pair) => number): number | null =>
    pairs.length === 0 ? null : exactMean(pairs.map(amount))
  return {
    caseCount: pairs.length,
    patientCount: new Set(pairs.map(({ cluster }) => cluster)).size,
    labelAmount: meanOf(({ label }) => label),
    controlAmount: meanOf(({ control }) => control),
    ...shareOf(toClusterRows(pairs, ({ isWon }) => (isWon ? [1, 0] : [0, 1]))),
    difference: meanOf(({ label, control }) => label - control),
    ...differenceInterval(toClusterRows(pairs, ({ label, control }) => [label - control])),
  }
}

type Rows = ReturnType<typeof toClusterRows>

/** The share of cases that are won, with the interval that every share has (method.md section 6): a case weighs 1. */
function shareOf(patients: Rows): Pick<GroundingComparison, 'share' | 'interval' | 'intervalNote'> {
  if (patients.rows.length === 0) return { share: null, interval: null, intervalNote: 'too-few-patients' }
  const won = toShareIntervals(
    {
      ...patients,
      toShares: (sums) => {
        const total = at(sums, 0) + at(sums, 1)
        return total > 0 ? [at(sums, 0) / total] : null
      },
      // A case says as much whether it is won or lost: the interval rests on all patients, not on those of the rarer kind.
      toAmounts: (row) => [(at(row, 0) + at(row, 1)) / 2],
      toTotal: (row) => at(row, 0) + at(row, 1),
    },
    0,
  )
  const { interval, intervalNote } = intervalFields(won?.intervals[0])
  return { share: won?.shares[0] ?? null, interval, intervalNote }
}

const fewestPatients = 5
const fewPatients = 20

/** Of a mean over cases: patients left out in turn, Student's t; patients weigh as many cases as they have. */
function differenceInterval({
  rows,
  caseCounts,
}: Rows): Pick<GroundingComparison, 'differenceInterval' | 'differenceNote'> {
  const none = (differenceNote: IntervalNote) => ({ differenceInterval: null, differenceNote })
  if (rows.length < fewestPatients) return none('too-few-patients')
  const sums = rows.map((row) => at(row, 0))
  const [sum, count] = [exactSum(sums), exactSum(caseCounts)]
  const mean = sum / count
  const without = sums.map((one, patient) => (sum - one) / (count - at(caseCounts, patient)))
  const factor = (rows.length - 1) / rows.length
  const error = Math.sqrt(factor * exactSum(without.map((one) => (one - mean) ** 2)))
  if (!(error > 1e-12)) return none('patients-do-not-differ')
  const effective = countEffective(caseCounts)
  const step = studentQuantile(Math.max(3, effective - 1), 'two-sided') * error
  const interval: Interval = [mean - step, mean + step]
  const isApproximate = rows.length < fewPatients
  return { differenceInterval: interval, differenceNote: isApproximate ? 'approximate' : null }
}

function toStored({ caseId, label, placed, elsewhere, other }: ComparedCase): GroundingCase {
  return { caseId, label, placed, elsewhere, other }
}
