/** Many clients over one line to the host: each channel is a port of its own for oRPC. */
import { RPCHandler } from '@orpc/server/message-port'
import type { ChannelData, EngineToHost } from './messages'
import type { ApiRouter } from './router'

type Listener = (event?: { data: unknown }) => void

export interface Channels {
  readonly open: (channel: number) => void
  readonly hear: (channel: number, data: ChannelData) => void
  readonly close: (channel: number) => void
}

/** Serves the router on every channel that is opened. */
export function createChannels(router: ApiRouter, post: (message: EngineToHost) => void): Channels {
  const handler = new RPCHandler(router)
  const listeners = new Map<number, { readonly message: Listener[]; readonly close: Listener[] }>()
  return {
    open: (channel) => {
      const heard = { message: [] as Listener[], close: [] as Listener[] }
      listeners.set(channel, heard)
      handler.upgrade({
        on: (type: string, listener: Listener) => {
          if (type === 'message') heard.message.push(listener)
          else heard.close.push(listener)
        },
        postMessage: (data: ChannelData) => {
          post({ kind: 'data', channel, data })
        },
      })
    },
    hear: (channel, data) => {
      for (const listener of listeners.get(channel)?.message ?? []) listener({ data })
    },
    close: (channel) => {
      for (const listener of listeners.get(channel)?.close ?? []) listener()
      listeners.delete(channel)
    },
  }
}
