/** The first case that has a modality and can be read: what is learned from one case is learned from it, and it is read once. */
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../dataset/absent-modality'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'

export interface FirstTensors {
  /** Of the first selected case that has the modality and whose source can be read; null when none can. */
  readonly find: (modality: StudyModality) => Promise<ModalityTensors | null>
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
  return {
    find: async (modality) => {
      const answer = asked.get(modality.name) ?? search(modality)
      asked.set(modality.name, answer)
      return (await answer)?.tensors ?? null
    },
    recall: (caseId, modality) => {
      const first = found.get(modality)
      return first?.caseId === caseId ? first.tensors : null
    },
  }
}

async function findFirst(prepared: PreparedStudy, modality: StudyModality): Promise<Found | null> {
  for (const datasetCase of prepared.cases) {
    if (isAbsent(modality, datasetCase)) continue
    const tensors = await loadModality(prepared, datasetCase, modality).catch(() => null)
    if (tensors !== null) return { caseId: datasetCase.caseId, tensors }
  }
  return null
}
