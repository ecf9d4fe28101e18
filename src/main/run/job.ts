/** What a run is given. Nothing of it changes while the run goes on. */
import type { ErrorData } from '@shared/errors'
import type { CaseOutputs } from '@shared/outputs'
import type { RunPlan } from '@shared/run'
import type { CaseMasker } from '../maskers/joint-masker'
import type { CaseSource } from './case-source'
import type { PreparedStudy } from './prepared-study'
import type { Clock } from './stopwatch'

/** Where cases go when they are done; the store behind it has them on disk when the promise resolves. */
export interface CaseSink {
  readonly saveCase: (outputs: CaseOutputs) => Promise<void>
  readonly saveSkipped: (caseId: string, error: ErrorData) => Promise<void>
}

/** Cases that are done already; they are looked up one by one, as they may be more than fit into the memory. */
export interface EarlierCases {
  readonly has: (caseId: string) => boolean
  /** An error for a skipped case. */
  readonly load: (caseId: string) => Promise<CaseOutputs | ErrorData>
}

export interface RunJob {
  readonly run: string
  readonly prepared: PreparedStudy
  readonly maskers: readonly CaseMasker[]
  readonly plan: RunPlan
  /** Forward passes that the plan counts for a case. */
  readonly passesOf: (caseId: string) => number
  /** What computes the cases. */
  readonly source: CaseSource
  readonly sink: CaseSink
  /** What earlier sittings of the same run saved. */
  readonly earlier: EarlierCases
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Number of the first event; default 0. */
  readonly firstEvent?: number
}
