/** Study file -> OpenStudy, the validated study with its paths resolved. */
import { basename, dirname, resolve } from 'node:path'
import { AppError, describeError } from '@shared/errors'
import type { Study } from '@shared/study'
import { isUnread } from '../files/open-file'
import { readUtf8 } from '../files/read-bytes'
import { noteStudyFolder } from '../files/roots'
import { checkStudyText } from './check-study-text'

export interface OpenStudy {
  readonly study: Study
  /** Absolute path of the study file and of its folder. */
  readonly path: string
  readonly folder: string
  /** The file word for word; the run folder keeps it. */
  readonly text: string
  /** Absolute paths. */
  readonly modelPath: string
  readonly tablePath: string
}

/** A study is written by hand; a larger file is the wrong one. */
export const MAX_STUDY_BYTES = 4 * 1024 * 1024

/** Reads and validates a study file. Errors: study/not-found, study/invalid (with all problems), and those of `readBytes`. */
export async function openStudy(path: string): Promise<OpenStudy> {
  const text = await readUtf8(path, MAX_STUDY_BYTES).catch((cause: unknown) => {
    throw isUnread(cause) ? new AppError('study/not-found', { file: basename(path) }, { cause }) : cause
  })
  return openStudyText(text, path)
}

/** Validates the text of a study as if it lay at `path`: its relative paths start there. Errors: study/invalid. */
export function openStudyText(text: string, path: string): OpenStudy {
  const { study, problems } = checkStudyText(text, basename(path))
  const [first, ...others] = problems
  if (study === null || first !== undefined) {
    const details = first?.details ?? { file: basename(path), line: 1, key: '', expected: 'a study' }
    const sentences = others.map((problem) => describeError(problem).sentence)
    throw new AppError('study/invalid', { ...details, others: sentences })
  }
  const absolute = resolve(path)
  const folder = dirname(absolute)
  noteStudyFolder(folder)
  return {
    study,
    text,
    path: absolute,
    folder,
    modelPath: resolve(folder, study.model),
    tablePath: resolve(folder, study.dataset.table),
  }
}
