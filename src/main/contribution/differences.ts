/** Outputs of one case -> its differences (method.md section 1: absolute value before any sum). */
import { at } from '@shared/at'
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { patientKey } from '../dataset/patient-key'
import { exactSum } from './exact-sum'

/** What is kept of a modality of every case until all are seen: its size does not hang on the number of parts. */
export interface ModalitySums {
  readonly modality: string
  /** [C]: d^k_i, the sum over parts of the absolute differences. */
  readonly perClass: readonly number[]
  /** h^k_i. */
  readonly partCount: number
  /** [C]: absolute difference with the whole modality masked. */
  readonly wholePerClass: readonly number[]
  /** The largest absolute difference of a part. */
  readonly largestPart: number
  /** Of a record: the sum over classes of every attribute; what its share of m_i is made of. Null for other modalities. */
  readonly attributeAmounts: readonly number[] | null
  /** Of parts by labels: the same by name. Null for other parts. */
  readonly labelAmounts: ReadonlyMap<string, number> | null
}

export interface ModalityDifferences extends ModalitySums {
  /** [partCount][C]: original minus occluded output. */
  readonly signed: readonly (readonly number[])[]
  /** [C]: original minus the output with the whole modality masked. */
  readonly wholeSigned: readonly number[]
}

export interface CaseSums {
  readonly caseId: string
  /** Patient, or the case itself where none is given: what is resampled together. */
  readonly cluster: string
  readonly modalities: readonly ModalitySums[]
  /** Sum over modalities and classes. */
  readonly total: number
  readonly responseFloor: number
  /** Below responseFloor: left out of the per-case means. */
  readonly isSilent: boolean
}

export interface CaseDifferences extends CaseSums {
  readonly modalities: readonly ModalityDifferences[]
}

/** Leaves the differences of parts behind. */
export function toCaseSums({ modalities, ...one }: CaseDifferences): CaseSums {
  return {
    ...one,
    modalities: modalities.map(
      ({ modality, perClass, partCount, wholePerClass, largestPart, attributeAmounts, labelAmounts }) => ({
        ...{ modality, perClass, partCount, wholePerClass, largestPart, attributeAmounts, labelAmounts },
      }),
    ),
  }
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
  { modality, layout, occludedOutput, wholeOutput, absent }: ModalityOutputs,
): ModalityDifferences {
  const subtract = (occluded: readonly number[]): number[] =>
    original.map((value, index) => value - at(occluded, index))
  const signed = occludedOutput.map(subtract)
  const wholeSigned = subtract(wholeOutput)
  return {
    modality,
    signed,
    perClass: original.map((_, index) => exactSum(signed.map((row) => Math.abs(at(row, index))))),
    // A modality that is not there has no parts that could count for it.
    partCount: absent === true ? 0 : signed.length,
    wholePerClass: wholeSigned.map(Math.abs),
    largestPart: signed.reduce(
      (most, row) => row.reduce((max, one) => Math.max(max, Math.abs(one)), most),
      0,
    ),
    attributeAmounts: layout.kind === 'attributes' ? signed.map(amountOf) : null,
    labelAmounts:
      layout.kind === 'labels'
        ? new Map(layout.labels.map(({ name }, part) => [name, amountOf(at(signed, part))]))
        : null,
    wholeSigned,
  }
}

function amountOf(row: readonly number[]): number {
  return exactSum(row.map(Math.abs))
}
