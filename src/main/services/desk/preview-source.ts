/** The values behind a preview: a modality of a case as its file has it and as the model sees it. */
import type { FloatTensor } from '@shared/tensor'
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import { sourceRef } from '../../dataset/source-ref'
import { readSource } from '../../readers/read-source'
import type { SourceValue } from '../../readers/source-value'
import type { PreparedStudy } from '../../run/prepared-study'
import type { ModalityTensors } from '../../tensors/modality-tensors'

export interface PreviewSource {
  readonly modality: StudyModality
  readonly value: SourceValue
  readonly tensors: ModalityTensors
}

/** A slider asks for many slices of one volume: this many values are kept. */
const keptValues = 4

export type ReadPreview = (
  key: string,
  prepared: PreparedStudy,
  caseId: string,
  name: string,
) => Promise<PreviewSource>

/** Reads previews and keeps the last few; `key` names the study or run that they belong to. */
export function createPreviewReader(): ReadPreview {
  const kept = new Map<string, Promise<PreviewSource>>()
  return (key, prepared, caseId, name) => {
    const id = JSON.stringify([key, caseId, name])
    const found = kept.get(id) ?? readPreview(prepared, caseId, name)
    kept.delete(id)
    kept.set(id, found)
    // Whoever asked hears of the failure; the next one asks anew.
    found.catch(() => kept.delete(id))
    for (const oldest of [...kept.keys()].slice(0, -keptValues)) kept.delete(oldest)
    return found
  }
}

async function readPreview(prepared: PreparedStudy, caseId: string, name: string): Promise<PreviewSource> {
  const modality = prepared.open.study.modalities.find((one) => one.name === name)
  const datasetCase = prepared.dataset.cases.find((one) => one.caseId === caseId)
  const maker = prepared.makers.get(name)
  if (modality === undefined || datasetCase === undefined || maker === undefined) {
    throw new AppError('study/no-such-case', { caseId, modality: name })
  }
  const value = await readSource(sourceRef(prepared.open, modality, datasetCase))
  return { modality, value, tensors: await maker(value, caseId) }
}

/** The float tensor of an image, a volume or a record. */
export function floatTensor({ modality, tensors }: PreviewSource): FloatTensor {
  const tensor = tensors.tensors.get(modality.input)
  if (tensor?.dtype !== 'float32') {
    throw new AppError('bug/unexpected', { where: 'floatTensor', words: modality.name })
  }
  return tensor
}
