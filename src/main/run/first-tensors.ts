/** The first case that has a modality and can be read: what is learned from one case is learned from it, and it is read once. */
import { AppError, describeError, toErrorData } from '@shared/errors'
import { unlessBug } from '@shared/expected-failure'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../dataset/absent-modality'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'

export interface FirstTensors {
  /** Of the first selected case that has the modality and whose source can be read; null when none can. */
  readonly find: (modality: StudyModality) => Promise<ModalityTensors | null>
  /** The same where there must be one. Errors: run/none-readable. */
  readonly need: (modality: StudyModality) => Promise<ModalityTensors>
  /** Those of a case, where they were found in it; null where they have to be read. */
  readonly recall: (caseId: string, modality: string) => ModalityTensors | null
}

interface Found {
  readonly caseId: string
  readonly tensors: ModalityTensors
}

/** Finds nothing until it is asked; keeps what it found. */
export function createFirstTensors(prepared: PreparedStudy): FirstTensors {
  const asked = new Map<string, Promise<Found | null>>()
  const found = new Map<string, Found>()
  const search = async (modality: StudyModality): Promise<Found | null> => {
    const first = await findFirst(prepared, modality)
    if (first !== null) found.set(modality.name, first)
    return first
  }
  const find: FirstTensors['find'] = async (modality) => {
    const answer = asked.get(modality.name) ?? search(modality)
    asked.set(modality.name, answer)
    return (await answer)?.tensors ?? null
  }
  return {
    find,
    need: async (modality) => (await find(modality)) ?? (await refuse(prepared, modality)),
    recall: (caseId, modality) => {
      const first = found.get(modality)
      return first?.caseId === caseId ? first.tensors : null
    },
  }
}

async function findFirst(prepared: PreparedStudy, modality: StudyModality): Promise<Found | null> {
  for (const datasetCase of prepared.cases) {
    if (isAbsent(modality, datasetCase)) continue
    const tensors = await loadModality(prepared, datasetCase, modality).catch(unlessBug(null))
    if (tensors !== null) return { caseId: datasetCase.caseId, tensors }
  }
  return null
}

/** Says why the first case that has the modality cannot be read. */
async function refuse(prepared: PreparedStudy, modality: StudyModality): Promise<never> {
  const first = prepared.cases.find((one) => !isAbsent(modality, one))
  const sentence = async (): Promise<string | null> => {
    if (first === undefined) return null
    return loadModality(prepared, first, modality).then(
      () => null,
      (thrown: unknown) => describeError(toErrorData(thrown, 'first case')).sentence,
    )
  }
  const caseId = first?.caseId ?? null
  throw new AppError('run/none-readable', { modality: modality.name, caseId, first: await sentence() })
}
