/** One modality of one case from its file to its tensors, through dataset, readers and tensors. */
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import type { DatasetCase } from '../dataset/dataset'
import { sourceRef } from '../dataset/source-ref'
import { kindOf } from '../kinds'
import type { ModalityTensors } from '../tensors/modality-tensors'
import type { PreparedStudy } from './prepared-study'

/** Reads one modality of a case and makes the tensors that the model asks for. */
export async function loadModality(
  prepared: PreparedStudy,
  datasetCase: DatasetCase,
  modality: StudyModality,
): Promise<ModalityTensors> {
  const maker = prepared.makers.get(modality.name)
  if (maker === undefined)
    throw new AppError('bug/unexpected', { where: 'loadModality', words: modality.name })
  const value = await kindOf(modality).read(sourceRef(prepared.open, modality, datasetCase), modality)
  const tensors = await maker(value, datasetCase.caseId)
  const notices = [...(('notices' in value ? value.notices : undefined) ?? []), ...(tensors.notices ?? [])]
  return notices.length === 0 ? tensors : { ...tensors, notices }
}
