/** Datasets: the cases of an open study, one case in detail, one slice of it. */
import type { CaseRow } from '@shared/dataset'
import { cutSlice, toSlice } from './cut-slice'
import { prepareOnDesk, selectedIds, type StudyOnDesk } from './open-studies'
import { gridOf } from './pixel-grid'
import { previewCase } from './preview-case'
import type { ReadPreview } from './preview-source'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'

/** Makes the datasets service. A picture that nobody waits for any more is neither read nor cut. */
export function createDatasets({ studies }: ServiceContext, read: ReadPreview): ApiService['datasets'] {
  return {
    cases: ({ studyId, offset, limit, search }) => {
      const rows = toRows(studies.get(studyId), search.trim().toLowerCase())
      return Promise.resolve({ total: rows.length, rows: rows.slice(offset, offset + limit) })
    },
    case: async ({ studyId, caseId }, { signal } = {}) => {
      const study = studies.get(studyId)
      return previewCase(read, studyId, await prepareOnDesk(study), caseId, signal)
    },
    slice: async ({ studyId, caseId, modality, view, axis, index }, { signal } = {}) => {
      const prepared = await prepareOnDesk(studies.get(studyId))
      signal?.throwIfAborted()
      const source = await read(studyId, prepared, caseId, modality)
      signal?.throwIfAborted()
      return toSlice(cutSlice(gridOf(source, view), axis, index))
    },
  }
}

function toRows(study: StudyOnDesk, search: string): CaseRow[] {
  const selected = selectedIds(study)
  return study.dataset.cases
    .filter(({ caseId, patient }) => `${caseId}\n${patient ?? ''}`.toLowerCase().includes(search))
    .map(({ caseId, patient, split, labels }) => ({
      caseId,
      patient,
      split,
      labels: [...labels],
      selected: selected.has(caseId),
    }))
}
