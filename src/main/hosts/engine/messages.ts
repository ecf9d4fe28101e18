/** Messages between a host, its engine process and the runner processes. Data of a channel is opaque to the host. */
import type { ErrorData } from '@shared/errors'
import type { RunEvent } from '@shared/run'

/** What a client of the Api and the engine say to each other: encoded by oRPC, only passed on here. */
export type ChannelData = string | Uint8Array | ArrayBuffer

export type HostToEngine =
  | { readonly kind: 'begin'; readonly home: string; readonly roots: readonly string[] }
  | { readonly kind: 'open'; readonly channel: number }
  | { readonly kind: 'data'; readonly channel: number; readonly data: ChannelData }
  | { readonly kind: 'close'; readonly channel: number }
  | { readonly kind: 'grant'; readonly id: number; readonly path: string }
  | { readonly kind: 'run-event'; readonly id: number; readonly event: RunEvent }
  | { readonly kind: 'run-over'; readonly id: number; readonly error: ErrorData | null }

export type EngineToHost =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data'; readonly channel: number; readonly data: ChannelData }
  | { readonly kind: 'granted'; readonly id: number; readonly handle: string }
  | { readonly kind: 'run-start'; readonly id: number; readonly runFolder: string }
  | { readonly kind: 'run-cancel'; readonly id: number }

export type HostToRunner = { readonly kind: 'run'; readonly runFolder: string } | { readonly kind: 'cancel' }

export type RunnerToHost =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'over'; readonly error: ErrorData | null }
