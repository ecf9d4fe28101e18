/** 8 of 11: outputs of one case -> its differences (METHOD section 1: absolute value before any sum). */
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { patientKey } from '../dataset/patient-key'
import { exactSum } from './exact-sum'

export interface ModalityDifferences {
  readonly modality: string
  /** [partCount][C]: original minus occluded output. */
  readonly signed: readonly (readonly number[])[]
  /** [C]: d^k_i, the sum over parts of the absolute differences. */
  readonly perClass: readonly number[]
  /** h^k_i. */
  readonly partCount: number
  /** [C]: absolute difference with the whole modality masked. */
  readonly wholePerClass: readonly number[]
  /** [C]: original minus the output with the whole modality masked. */
  readonly wholeSigned: readonly number[]
}

export interface CaseDifferences {
  readonly caseId: string
  /** Patient, or the case itself where none is given: what is resampled together. */
  readonly cluster: string
  readonly modalities: readonly ModalityDifferences[]
  /** Sum over modalities and classes. */
  readonly total: number
  readonly responseFloor: number
  /** Below responseFloor: left out of the per-case means. */
  readonly isSilent: boolean
}

/** Takes the differences of one case. */
export function toCaseDifferences(outputs: CaseOutputs, responseFloor: number): CaseDifferences {
  const modalities = outputs.modalities.map((one) => toModalityDifferences(outputs.originalOutput, one))
  const total = exactSum(modalities.flatMap(({ perClass }) => perClass))
  return {
    caseId: outputs.caseId,
    cluster: patientKey(outputs),
    modalities,
    total,
    responseFloor,
    isSilent: total < responseFloor || total === 0,
  }
}

function toModalityDifferences(
  original: readonly number[],
  { modality, occludedOutput, wholeOutput, absent }: ModalityOutputs,
): ModalityDifferences {
  const subtract = (occluded: readonly number[]): number[] =>
    original.map((value, index) => value - (occluded[index] ?? value))
  const signed = occludedOutput.map(subtract)
  const wholeSigned = subtract(wholeOutput)
  return {
    modality,
    signed,
    perClass: original.map((_, index) => exactSum(signed.map((row) => Math.abs(row[index] ?? 0)))),
    // A modality that is not there has no parts that could count for it.
    partCount: absent === true ? 0 : signed.length,
    wholePerClass: wholeSigned.map(Math.abs),
    wholeSigned,
  }
}
