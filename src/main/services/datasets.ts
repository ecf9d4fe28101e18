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
    ids: async ({ studyId, listing }, { signal } = {}) =>
      desk.caseIds({ ...studies.get(studyId), listing }, signal),
    cohort: async ({ studyId, filter }, { signal } = {}) =>
      desk.cohort({ ...studies.get(studyId), filter }, signal),
    checkFiles: async ({ studyId }, { signal } = {}) => desk.checkFiles(studies.get(studyId), signal),
    thumbnail: async ({ studyId, ...place }, { signal } = {}) =>
      desk.thumbnail({ ...studies.get(studyId), ...place }, signal),
    export: async ({ studyId, ...list }, { signal } = {}) => {
      const { csv } = await desk.caseTable({ ...studies.get(studyId), ...list }, signal)
      return { fileName: 'cases.csv', file: new Blob([csv], { type: 'text/csv' }) }
    },
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
