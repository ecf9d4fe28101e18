/** The values behind a preview: a modality of a case as its file has it and as the model sees it. */
import { AppError } from '@shared/errors'
import { sourceRef } from '../../dataset/source-ref'
import { kindOf, type CaseValue } from '../../kinds'
import type { PreparedStudy } from '../../run/prepared-study'

/** A slider asks for many slices of one volume: this many values are kept. */
const keptValues = 4

export type ReadPreview = (
  key: string,
  prepared: PreparedStudy,
  caseId: string,
  name: string,
) => Promise<CaseValue>

/** Reads previews and keeps the last few; `key` names the study or run that they belong to. */
export function createPreviewReader(): ReadPreview {
  const kept = new Map<string, Promise<CaseValue>>()
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

async function readPreview(prepared: PreparedStudy, caseId: string, name: string): Promise<CaseValue> {
  const modality = prepared.open.study.modalities.find((one) => one.name === name)
  const datasetCase = prepared.dataset.cases.find((one) => one.caseId === caseId)
  const maker = prepared.makers.get(name)
  if (modality === undefined || datasetCase === undefined || maker === undefined) {
    throw new AppError('study/no-such-case', { caseId, modality: name })
  }
  const value = await kindOf(modality).read(sourceRef(prepared.open, modality, datasetCase), modality)
  return { modality, value, tensors: await maker(value, caseId) }
}
