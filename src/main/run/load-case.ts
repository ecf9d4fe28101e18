/** One case from its files to tensors; what it does not have is stood in for. */
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import type { CaseMasker } from '../maskers/joint-masker'
import type { CaseTensors, ModalityTensors } from '../tensors/modality-tensors'
import { absentTensors } from './absent-tensors'
import type { FirstTensors } from './first-tensors'
import { loadModality } from './load-modality'
import { withOtherLabels } from './other-labels'
import type { PreparedStudy } from './prepared-study'

/** Reads all modalities of a case but those that are `known`. Errors: whatever reader or tensor maker has to say, with case and modality named; run/never-there. */
export async function loadCase(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  datasetCase: DatasetCase,
  known: FirstTensors | null = null,
): Promise<CaseTensors> {
  const modalities = new Map<string, ModalityTensors>()
  for (const modality of prepared.open.study.modalities) {
    const tensors = isAbsent(modality, datasetCase)
      ? await absentTensors(prepared, maskers, modality, datasetCase)
      : (known?.recall(datasetCase.caseId, modality.name) ??
        (await loadModality(prepared, datasetCase, modality)))
    const all = await withOtherLabels(prepared, maskers, datasetCase, modality, tensors)
    modalities.set(modality.name, all)
  }
  return { caseId: datasetCase.caseId, modalities }
}
