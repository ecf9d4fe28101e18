/** 1 of 11: which source files of the selected cases are not there. */
import { stat } from 'node:fs/promises'
import type { DatasetCase } from './dataset'
import type { OpenStudy } from './open-study'
import { sourceRef } from './source-ref'

export interface MissingSource {
  readonly caseId: string
  readonly modality: string
}

/** Looks at names only: an empty cell or a path without a file. What is in the files the run will see. */
export async function findMissingSources(
  open: OpenStudy,
  cases: readonly DatasetCase[],
): Promise<MissingSource[]> {
  const missing: MissingSource[] = []
  for (const datasetCase of cases) {
    for (const modality of open.study.modalities) {
      const isThere = await hasSource(() => sourceRef(open, modality, datasetCase))
      if (!isThere) missing.push({ caseId: datasetCase.caseId, modality: modality.name })
    }
  }
  return missing
}

async function hasSource(refOf: () => ReturnType<typeof sourceRef>): Promise<boolean> {
  try {
    const ref = refOf()
    if ('path' in ref) await stat(ref.path)
    return true
  } catch {
    return false
  }
}
