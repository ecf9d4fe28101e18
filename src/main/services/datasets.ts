/** Datasets: the cases of an open study, one case in detail, one slice of it. */
import { toSlice } from './desk/packed-slice'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'

/** Makes the datasets service. */
export function createDatasets({ desk, studies, reading }: ServiceContext): ApiService['datasets'] {
  return {
    reading: () => Promise.resolve([...(reading?.list() ?? [])]),
    cases: async ({ studyId, ...page }, { signal } = {}) =>
      desk.cases({ ...studies.get(studyId), ...page }, signal),
    place: async ({ studyId, ...place }, { signal } = {}) =>
      desk.casePlace({ ...studies.get(studyId), ...place }, signal),
    case: async ({ studyId, caseId }, { signal } = {}) =>
      desk.previewCase({ ...studies.get(studyId), caseId }, signal),
    slice: async ({ studyId, ...place }, { signal } = {}) =>
      toSlice(await desk.slice({ ...studies.get(studyId), ...place }, signal)),
    stages: async ({ studyId, ...place }, { signal } = {}) =>
      desk.caseStages({ ...studies.get(studyId), ...place }, signal),
    parts: async ({ studyId, caseId }, { signal } = {}) =>
      desk.caseParts({ ...studies.get(studyId), caseId }, signal),
    header: async ({ studyId, ...place }, { signal } = {}) =>
      desk.header({ ...studies.get(studyId), ...place }, signal),
  }
}
