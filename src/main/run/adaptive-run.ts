/** The adaptive side of a run: looks after blocks of patients, and the end once enough was seen. */
import type { ConvergenceLook } from '@shared/adaptive'
import type { CaseOutputs } from '@shared/outputs'
import { createConvergence } from '../contribution/convergence'
import { differenceFloor, toContributionOptions } from '../contribution/contribution-options'
import { toCaseDifferences, toCaseSums, type CaseSums } from '../contribution/differences'
import type { DatasetCase } from '../dataset/dataset'
import { patientKey } from '../dataset/patient-key'
import type { PreparedStudy } from './prepared-study'

export interface AdaptiveRun {
  /** Takes what became of the next case, null when it was skipped; returns a look when its patient ends a block. */
  readonly endCase: (outputs: CaseOutputs | null) => ConvergenceLook | null
  /** A look after the last case; null when one was just taken. */
  readonly lookAtEnd: () => ConvergenceLook | null
  /** After how many patients with outputs the run ends; null as long as that is not known. */
  readonly stopAfter: () => number | null
  readonly isOver: () => boolean
  /** Cases that will not be needed, as far as is known now; a skipped patient needs another one. */
  readonly casesLeftOut: () => readonly DatasetCase[]
}

/** Watches a run whose cases come patient by patient; null when it takes all cases anyway. */
export function createAdaptiveRun({ cases, settings, open }: PreparedStudy): AdaptiveRun | null {
  if (settings.adaptive === null) return null
  const options = toContributionOptions(settings, open.study.outputs)
  const { aggregation, responseFloor } = options
  const floor = differenceFloor(options) * options.outputs.names.length
  const convergence = createConvergence(aggregation, settings.adaptive, floor)
  let ended = 0
  let patient: CaseSums[] = []
  const stillWanted = (): number | null => {
    const stop = convergence.stopAfter()
    return stop === null ? null : Math.max(0, stop - convergence.patientCount())
  }
  return {
    endCase: (outputs) => {
      if (outputs !== null) patient.push(toCaseSums(toCaseDifferences(outputs, responseFloor)))
      ended += 1
      if (isSamePatient(cases[ended - 1], cases[ended])) return null
      const look = convergence.addPatient(patient)
      patient = []
      return look
    },
    lookAtEnd: convergence.lookAtEnd,
    stopAfter: convergence.stopAfter,
    isOver: () => stillWanted() === 0,
    casesLeftOut: () => {
      const wanted = stillWanted()
      return wanted === null ? [] : afterPatients(cases.slice(ended), wanted)
    },
  }
}

function isSamePatient(one: DatasetCase | undefined, next: DatasetCase | undefined): boolean {
  return one !== undefined && next !== undefined && patientKey(one) === patientKey(next)
}

/** The cases behind the first so many patients. */
function afterPatients(cases: readonly DatasetCase[], patients: number): readonly DatasetCase[] {
  let left = patients
  const end = cases.findIndex((one, place) => {
    if (!isSamePatient(cases[place - 1], one)) left -= 1
    return left < 0
  })
  return end < 0 ? [] : cases.slice(end)
}
