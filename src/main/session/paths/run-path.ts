/** How the masked copies of a case get through the model. Every path gives the same outputs (method.md section 9). */
import type { ErrorData } from '@shared/errors'
import type { CaseComparison } from '@shared/outputs'
import type { OccludedCase } from '../../batch/fill-batch'
import type { Occlusion } from '../../batch/plan-batches'

/** A case on its path. */
export interface CasePath {
  /** Cuts occlusions into batches, in their order as far as the path allows; the same list makes the same batches. */
  readonly planBatches: (occlusions: readonly Occlusion[]) => Occlusion[][]
  /** Runs one of those batches: the chosen output per occlusion, [batch][C]. Errors: those of Session.run. */
  readonly run: (batch: readonly Occlusion[]) => Promise<number[][]>
}

export interface RunPath {
  readonly name: 'plain' | 'batched' | 'split' | 'incremental'
  readonly openCase: (occluded: OccludedCase) => Promise<CasePath>
  readonly release: () => Promise<void>
  /** Hands over what happened on the way that the user should know, once. */
  readonly takeNotices?: () => readonly ErrorData[]
  /** Hands over how near the case that was opened last came to the plain path, where that was compared; once. */
  readonly takeComparison?: () => CaseComparison | null
}
