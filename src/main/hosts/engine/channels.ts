/** Many clients over one line to the host: each channel is a peer of its own for oRPC. */
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { ChannelData, EngineToHost } from './messages'
import { frameFault } from './request-frame'
import type { ApiRouter } from './router'

export interface Channels {
  readonly open: (channel: number) => void
  readonly hear: (channel: number, data: ChannelData) => void
  readonly close: (channel: number) => void
}

interface Peer {
  readonly rpc: ServerPeer
  /** Frames that are being answered, the ends of calls among them. */
  openCalls: number
}

/** A page has a handful of calls open. */
const mostOpenCalls = 1000

/** Serves the router on every channel that is opened. One on which nonsense comes is closed, with all its calls; the others go on. */
export function createChannels(router: ApiRouter, post: (message: EngineToHost) => void): Channels {
  const answer = createServerPeerHandleRequestFn(new StandardRPCHandler(router, {}), {})
  const peers = new Map<number, Peer>()
  const close = (channel: number): void => {
    peers.get(channel)?.rpc.close()
    peers.delete(channel)
  }
  const refuse = (channel: number, why: string): void => {
    if (!peers.has(channel)) return
    close(channel)
    post({ kind: 'refused', channel, why })
  }
  return {
    open: (channel) => {
      const rpc = new ServerPeer((data) => {
        post({ kind: 'data', channel, data })
      })
      peers.set(channel, { rpc, openCalls: 0 })
    },
    hear: (channel, data) => {
      const peer = peers.get(channel)
      if (peer === undefined) return
      const isFlood = peer.openCalls === mostOpenCalls
      const fault = isFlood ? `more than ${mostOpenCalls} calls are open` : frameFault(data)
      if (fault !== null) {
        refuse(channel, fault)
        return
      }
      peer.openCalls += 1
      // What oRPC itself cannot take must not become an unheard rejection, which would end the engine.
      peer.rpc
        .message(data, answer)
        .catch(() => {
          refuse(channel, 'it could not be answered')
        })
        .finally(() => {
          peer.openCalls -= 1
        })
    },
    close,
  }
}
