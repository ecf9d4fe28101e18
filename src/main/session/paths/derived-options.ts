/** What the paths that take a model apart are given. */
import type { ModelCard } from '@shared/model'
import type { StudyOutputs } from '@shared/study'
import type { ParsedModel } from '../../graph/parse-model'
import type { OrtOptions } from '../ort-model'

export interface DerivedOptions extends OrtOptions {
  readonly path: 'split' | 'incremental'
  readonly modelPath: string
  readonly parsed: ParsedModel
  readonly card: ModelCard
  readonly outputs: StudyOutputs
  /** Masks per run. */
  readonly batchSize: number
}
