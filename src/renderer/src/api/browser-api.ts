/** The Api over the WebSocket of the browser host. */
import type { ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { Api } from '@shared/api'
import { createApi } from './create-api'
import { lostConnection, noteBrokenLine } from './lost-connection'
import { whySocketClosed } from './why-socket-closed'

/** Connects at the first call, and again at the first call after the line broke. */
export function createBrowserApi(url: string): Api {
  let socket: WebSocket | null = null
  let link: RPCLink<ClientContext> | null = null
  let closed: CloseEvent | null = null
  let isLeaving = false
  // A page that is left closes its line; nothing is lost then.
  window.addEventListener('pagehide', () => {
    isLeaving = true
  })
  return createApi({
    link: () => {
      if (socket === null || link === null || socket.readyState > WebSocket.OPEN) {
        socket = new WebSocket(url)
        // Before oRPC listens: it fails the calls at once, and why it was closed must then be known.
        socket.addEventListener('close', (event) => {
          closed = event
          if (!isLeaving) void noteBrokenLine(whySocketClosed(event))
        })
        socket.addEventListener('open', () => {
          lostConnection.value = null
        })
        link = new RPCLink({ websocket: socket })
      }
      return Promise.resolve(link)
    },
    whyBroken: () => whySocketClosed(closed),
  })
}

/** Address of the WebSocket beside the page. */
export function socketUrl({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api`
}
