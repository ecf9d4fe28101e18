/** Which studies pages know by which id. */
import { AppError } from '@shared/errors'
import type { StudyRef } from './desk/desk'

export interface StudyRefs {
  /** The id of a path; the same path keeps the same one. */
  readonly refOf: (path: string) => StudyRef
  /** Errors: study/not-open. */
  readonly get: (studyId: string) => StudyRef
}

/** Makes a table of ids that lives as long as this process. */
export function createStudyRefs(): StudyRefs {
  const byPath = new Map<string, StudyRef>()
  return {
    refOf: (path) => {
      const known = byPath.get(path)
      if (known !== undefined) return known
      const ref = { studyId: `study-${byPath.size + 1}`, path }
      byPath.set(path, ref)
      return ref
    },
    get: (studyId) => {
      const found = [...byPath.values()].find((one) => one.studyId === studyId)
      if (found === undefined) throw new AppError('study/not-open', { study: studyId })
      return found
    },
  }
}
