/** Which studies pages know by which id. */
import { AppError } from '@shared/errors'
import type { StudyRef } from './desk/desk'
import { createHandles } from './handles'

export interface StudyRefs {
  /** The id of a path; the same path keeps the same one. */
  readonly refOf: (path: string) => StudyRef
  /** Errors: study/not-open. */
  readonly get: (studyId: string) => StudyRef
}

/** Makes a table of ids that lives as long as this process. */
export function createStudyRefs(): StudyRefs {
  const ids = createHandles('study', (study) => new AppError('study/not-open', { study }))
  return {
    refOf: (path) => ({ studyId: ids.grant(path), path }),
    get: (studyId) => ({ studyId, path: ids.pathOf(studyId) }),
  }
}
