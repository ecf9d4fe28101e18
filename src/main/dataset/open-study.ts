/** 1 of 10: study file -> OpenStudy, the validated study with its paths resolved. */
import type { Study } from '@shared/study'

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
