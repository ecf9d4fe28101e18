/** Messages between a host, its engine process and the runner processes. Data of a channel is opaque to the host. */
import type { ErrorData, Interruption } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import type { Estimate, EstimateQuestion } from '../../services/execute-estimate'

/** What a client of the Api and the engine say to each other: encoded by oRPC, only passed on here. */
export type ChannelData = string | Uint8Array | ArrayBufferLike

export type HostToEngine =
  | { readonly kind: 'begin'; readonly home: string; readonly roots: readonly string[] }
  | { readonly kind: 'open'; readonly channel: number }
  | { readonly kind: 'data'; readonly channel: number; readonly data: ChannelData }
  | { readonly kind: 'close'; readonly channel: number }
  | { readonly kind: 'grant'; readonly id: number; readonly path: string }
  | { readonly kind: 'run-event'; readonly id: number; readonly event: RunEvent }
  | {
      readonly kind: 'run-over'
      readonly id: number
      readonly error: ErrorData | null
      /** Of an estimate. */
      readonly estimate: Estimate | null
    }

export type EngineToHost =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data'; readonly channel: number; readonly data: ChannelData }
  | { readonly kind: 'granted'; readonly id: number; readonly handle: string }
  /** Something on a channel was no message of the Api; the engine has closed it. */
  | { readonly kind: 'refused'; readonly channel: number; readonly why: string }
  | { readonly kind: 'run-start'; readonly id: number; readonly task: RunnerTask }
  | { readonly kind: 'run-cancel'; readonly id: number }

/** What a runner process is for: all that opens the model of a user. */
export type RunnerTask = RunnerWork & {
  /** Folders that no link may lead out of; absent where the user may read everything that the operating system lets them read. */
  readonly roots?: readonly string[]
}

type RunnerWork =
  | { readonly kind: 'run'; readonly runFolder: string }
  | { readonly kind: 'estimate'; readonly question: EstimateQuestion }

export type HostToRunner =
  /** `crashed`: how an earlier process ended that tried paths for it. */
  | (RunnerTask & { readonly crashed: string | null })
  | { readonly kind: 'cancel' }
  /** To be obeyed like a cancel, but nobody wants the run to end: what it was started by is gone. */
  | { readonly kind: 'stop'; readonly cause: Interruption }

export type RunnerToHost =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'estimated'; readonly estimate: Estimate }
  | { readonly kind: 'over'; readonly error: ErrorData | null }
