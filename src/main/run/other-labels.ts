/** The same label of another patient, whose shape and place a control masks (method.md section 8). */
import { unlessBug } from '@shared/expected-failure'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../dataset/absent-modality'
import type { DatasetCase } from '../dataset/dataset'
import { isControl, type CaseMasker } from '../maskers/joint-masker'
import { createRandom } from '../maskers/random'
import type { LabelMap } from '../tensors/labels/label-map'
import type { ModalityTensors } from '../tensors/modality-tensors'
import { otherPatients } from './donors'
import { loadModality } from './load-modality'
import type { PreparedStudy } from './prepared-study'

/** So many patients are looked at for one that has the label. */
const mostLookedAt = 10

/** Adds the labels of other patients that controls of the modality ask for. A patient without the label, with another grid, or with the label
 * at the same voxels, is passed over. */
export async function withOtherLabels(
  prepared: PreparedStudy,
  maskers: readonly CaseMasker[],
  datasetCase: DatasetCase,
  modality: StudyModality,
  tensors: ModalityTensors,
): Promise<ModalityTensors> {
  const wanted = maskers.flatMap((one) =>
    isControl(one) && one.source === modality.name && one.control.otherPatient ? [one.control.label] : [],
  )
  const { labels } = tensors
  if (wanted.length === 0 || labels === undefined) return tensors
  const otherLabels = new Map<string, LabelMap>()
  for (const label of new Set(wanted)) {
    if (!hasLabel(labels, label)) continue
    const other = await findOther(prepared, datasetCase, modality, label, labels)
    if (other !== null) otherLabels.set(label, other)
  }
  return { ...tensors, otherLabels }
}

async function findOther(
  prepared: PreparedStudy,
  datasetCase: DatasetCase,
  modality: StudyModality,
  label: string,
  own: LabelMap,
): Promise<LabelMap | null> {
  const random = createRandom(prepared.settings.seed, 'other label', datasetCase.caseId, modality.name, label)
  const pool = otherPatients(prepared, datasetCase).filter((one) => !isAbsent(modality, one))
  for (let looked = 0; looked < mostLookedAt && pool.length > 0; looked += 1) {
    const [drawn] = pool.splice(Math.floor(random() * pool.length), 1)
    if (drawn === undefined) return null
    const other = await loadModality(prepared, drawn, modality).catch(unlessBug(null))
    const map = other?.labels
    if (map !== undefined && hasLabel(map, label) && differs(map, own, label)) return map
  }
  return null
}

/** Of one grid, and not the same voxels: those would be no other mask. */
function differs(one: LabelMap, own: LabelMap, label: string): boolean {
  if (one.dims.join() !== own.dims.join()) return false
  const [part, ownPart] = [one, own].map(({ labels }) => labels.findIndex(({ name }) => name === label))
  return one.partOf.some((at, element) => (at === part) !== (own.partOf[element] === ownPart))
}

function hasLabel({ labels }: LabelMap, label: string): boolean {
  return labels.some(({ name }) => name === label)
}
