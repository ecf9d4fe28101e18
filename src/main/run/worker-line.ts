/** What a run and its workers say to each other. */
import type { ErrorData } from '@shared/errors'
import type { PathTrial } from '@shared/path-choice'
import type { RunPathName } from '@shared/study'
import type { CaseNews } from './case-source'

/** How a worker computes. */
export interface WorkerSetup {
  readonly runFolder: string
  readonly path: RunPathName
  /** Modalities that run one mask at a time. */
  readonly plainModalities: readonly string[]
  /** Masks per forward pass. */
  readonly batchSize: number
  readonly threads: number
}

/** Ids of the cases that a path is tried on. */
export interface TrialCases {
  readonly first: string
  /** One of other dims; null where all are alike, or none is asked for. */
  readonly unlike: string | null
}

/** A worker is opened first; then one question at a time. */
export type ToWorker =
  | { readonly kind: 'open'; readonly setup: WorkerSetup }
  | { readonly kind: 'try'; readonly cases: TrialCases }
  | { readonly kind: 'run'; readonly caseId: string }
  /** Obeyed after the batch at hand, for good. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'close' }

export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'tried'; readonly trial: PathTrial }
  | { readonly kind: 'news'; readonly news: CaseNews }
  | { readonly kind: 'failed'; readonly error: ErrorData }

/** Both ends of the line; what is posted arrives in order. */
export interface WorkerLine<Out, In> {
  readonly post: (message: Out) => void
  readonly listen: (hear: (message: In) => void) => void
  /** Called once when the other side has ended; the words say why it was no ordinary end, null that it was. */
  readonly onEnd: (end: (why: string | null) => void) => void
}

/** Starts a worker, which lives until it is closed. */
export type StartWorker = () => WorkerLine<ToWorker, FromWorker>
