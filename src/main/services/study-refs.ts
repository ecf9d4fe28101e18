/** Which studies pages have open: ids say what was read, so that none ever stands for another study or another state of it. */
import { AppError } from '@shared/errors'
import type { StudyRef } from './desk/desk'

export interface StudyRefs {
  /** Notes where a study lies that was opened. */
  readonly note: (ref: StudyRef) => void
  /** Errors: study/not-open. */
  readonly get: (studyId: string) => StudyRef
}

/** Makes a table of ids that lives as long as this process. */
export function createStudyRefs(): StudyRefs {
  const pathById = new Map<string, string>()
  return {
    note: ({ studyId, path }) => {
      pathById.set(studyId, path)
    },
    get: (studyId) => {
      const path = pathById.get(studyId)
      if (path === undefined) throw new AppError('study/not-open', { study: studyId })
      return { studyId, path }
    },
  }
}
