/** Sets of parts masked at once, beside what the same parts do one by one (method.md section 2). */
import { AppError } from '@shared/errors'
import { at } from '@shared/at'
import type { IntervalNote } from '@shared/contribution'
import type { JointContribution } from '@shared/joint-contribution'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { partsNamed } from '@shared/part'
import type { RunManifest } from '@shared/run'
import { toJointPart, type JointPart } from '@shared/study'
import { patientKey } from '../dataset/patient-key'
import { toClusterRows } from './clusters'
import { exactMean, exactSum } from './exact-sum'
import { countEffective } from './share-interval'
import { studentQuantile } from './student-quantile'

export interface JointSum {
  readonly add: (outputs: CaseOutputs) => void
  /** In the order of the study. */
  readonly end: () => JointContribution[]
}

/** What a case says of a set. */
interface JointCase {
  /** Patient, or the case itself where none is given. */
  readonly cluster: string
  /** [C]: original minus the output with the set masked. */
  readonly signed: readonly number[]
  /** Sums over classes of the absolute differences: of the set, and of its parts one by one. */
  readonly amount: number
  readonly separate: number
}

/** Sums up the cases that have all parts of a set. */
export function createJoint({ joint, modalities }: Pick<RunManifest, 'joint' | 'modalities'>): JointSum {
  const names = modalities.flatMap(({ name, source }) => [name, source])
  const sets = joint.map((references) => ({
    name: references.join(' + '),
    parts: references.map((reference) => needPart(reference, names)),
    cases: [] as JointCase[],
  }))
  const sourceOf = new Map(modalities.map(({ name, source }) => [name, source]))
  return {
    add: (outputs) => {
      for (const { name, parts, cases } of sets) {
        const stored = outputs.joint?.find((one) => one.name === name)
        if (stored === undefined) continue
        const signed = subtract(outputs.originalOutput, stored.output)
        const ofPart = (part: JointPart): number[] =>
          outputs.modalities
            .filter((one) => one.modality === part.modality || sourceOf.get(one.modality) === part.modality)
            .flatMap((one) => amountsOf(outputs.originalOutput, one, part))
        const separate = exactSum(parts.flatMap(ofPart))
        cases.push({ cluster: patientKey(outputs), signed, amount: amountOf(signed), separate })
      }
    },
    end: () => sets.map(({ name, cases }) => toJointContribution(name, cases)),
  }
}

/** A set whose parts are not all known would be compared with less than it holds. */
function needPart(reference: string, names: readonly string[]): JointPart {
  const part = toJointPart(reference, names)
  if (part === null) throw new AppError('bug/unexpected', { where: 'createJoint', words: reference })
  return part
}

function subtract(original: readonly number[], occluded: readonly number[]): number[] {
  return original.map((value, index) => value - at(occluded, index))
}

function amountOf(signed: readonly number[]): number {
  return exactSum(signed.map(Math.abs))
}

function amountsOf(original: readonly number[], stored: ModalityOutputs, { part }: JointPart): number[] {
  const masked =
    part === null
      ? [stored.wholeOutput]
      : partsNamed(stored.layout, part).map((index) => at(stored.occludedOutput, index))
  return masked.map((output) => amountOf(subtract(original, output)))
}

function toJointContribution(name: string, cases: readonly JointCase[]): JointContribution {
  const classes = [...(cases[0]?.signed ?? []).keys()]
  const sum = exactSum(cases.map(({ amount }) => amount))
  const separate = exactSum(cases.map((one) => one.separate))
  return {
    name,
    caseCount: cases.length,
    meanDifference: cases.length === 0 ? null : sum / cases.length / classes.length,
    signedPerClass: classes.map((index) => exactMean(cases.map(({ signed }) => at(signed, index)))),
    redundancy: separate > 0 ? sum / separate : null,
    ...ratioInterval(cases),
  }
}

const fewestPatients = 5

/** Of amount / separate: jackknife over patients, symmetric in the logarithm, Student's t (as method.md section 6 does for shares). */
function ratioInterval(cases: readonly JointCase[]): Pick<JointContribution, 'interval' | 'intervalNote'> {
  const { rows } = toClusterRows(cases, ({ amount, separate }) => [amount, separate])
  const patients = rows.map((row) => ({ amount: at(row, 0), separate: at(row, 1) }))
  const none = (intervalNote: IntervalNote) => ({ interval: null, intervalNote })
  if (patients.length < fewestPatients) return none('too-few-patients')
  const amount = exactSum(patients.map((one) => one.amount))
  const separate = exactSum(patients.map((one) => one.separate))
  if (amount <= 0 || separate <= 0) return none('nothing-responds')
  const log = Math.log(amount / separate)
  const without = patients.map((one) => Math.log((amount - one.amount) / (separate - one.separate)))
  if (!without.every(Number.isFinite)) return none('one-patient-carries')
  const factor = (patients.length - 1) / patients.length
  const error = Math.sqrt(factor * exactSum(without.map((one) => (one - log) ** 2)))
  if (error < 1e-12) return none('patients-do-not-differ')
  const effective = countEffective(patients.map((one) => one.separate))
  const step = studentQuantile(Math.max(3, effective - 1), 'two-sided') * error
  const isApproximate = patients.length < 20 || effective < fewestPatients
  return {
    interval: [Math.exp(log - step), Math.exp(log + step)],
    intervalNote: isApproximate ? 'approximate' : null,
  }
}
