/** Other cases whose values stand in for a masked part (replacement donor, method.md section 2). */
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import { createRandom } from '../maskers/random'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'

/** Donor tensors by modality of the study, one per draw. */
export type Donors = ReadonlyMap<string, readonly ModalityTensors[]>

/** Draws and reads the donors of a case; empty where no modality asks for any. Errors: masker/no-donor. */
export async function loadDonors(prepared: PreparedStudy, datasetCase: DatasetCase): Promise<Donors> {
  const donors = new Map<string, ModalityTensors[]>()
  for (const modality of prepared.open.study.modalities) {
    const { replacement } = modality
    if (replacement.kind !== 'donor') continue
    const candidates = donorCandidates(prepared, datasetCase, replacement.oppositeLabel).filter(
      (one) => !isAbsent(modality, one),
    )
    const drawn = drawDonors(prepared, datasetCase, modality, candidates, replacement.draws)
    // A donor that is drawn twice is read once: its masks are known to be the same.
    const loaded = new Map<DatasetCase, Promise<ModalityTensors>>()
    for (const one of drawn) {
      loaded.set(one, loaded.get(one) ?? loadModality(prepared, one, modality))
    }
    donors.set(modality.name, await Promise.all(drawn.flatMap((one) => loaded.get(one) ?? [])))
  }
  return donors
}

/** Selected cases of other patients, on request only those whose label differs. */
function donorCandidates(
  prepared: PreparedStudy,
  receiver: DatasetCase,
  oppositeLabel: boolean,
): DatasetCase[] {
  return otherPatients(prepared, receiver).filter(
    (one) => !oppositeLabel || one.labels.join('\n') !== receiver.labels.join('\n'),
  )
}

/** Selected cases of other patients, in table order: an adaptive run draws from them what any other run draws. */
export function otherPatients(prepared: PreparedStudy, receiver: DatasetCase): DatasetCase[] {
  const selected = new Set(prepared.cases)
  return prepared.dataset.cases.filter(
    (one) =>
      selected.has(one) &&
      one.caseId !== receiver.caseId &&
      (one.patient === null || one.patient !== receiver.patient),
  )
}

/** Draws without repetition while there are enough candidates, the same for the same seed, case and modality. */
function drawDonors(
  prepared: PreparedStudy,
  receiver: DatasetCase,
  modality: StudyModality,
  candidates: readonly DatasetCase[],
  draws: number,
): DatasetCase[] {
  const random = createRandom(prepared.settings.seed, 'donor', receiver.caseId, modality.name)
  let pool = [...candidates]
  return Array.from({ length: draws }, () => {
    if (pool.length === 0) pool = [...candidates]
    const [drawn] = pool.splice(Math.floor(random() * pool.length), 1)
    if (drawn === undefined) {
      throw new AppError('masker/no-donor', { caseId: receiver.caseId, modality: modality.name })
    }
    return drawn
  })
}
