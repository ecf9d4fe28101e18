/** The Api over a MessagePort of the Electron shell. */
import type { ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { Api } from '@shared/api'
import { AppError } from '@shared/errors'
import { portMessageKind, type ElectronBridge } from '@shared/electron-bridge'
import { createApi } from './create-api'

/** Asks the shell for a port at the first call, and again after the engine died and the port was closed. */
export function createElectronApi(bridge: ElectronBridge): Api {
  let link: Promise<RPCLink<ClientContext>> | null = null
  const forget = (): void => {
    link = null
  }
  return createApi({
    link: () => {
      link ??= askForPort(bridge).then((port) => {
        port.addEventListener('close', forget)
        port.start()
        return new RPCLink({ port })
      })
      return link
    },
    whyBroken: async () => {
      const fault = await bridge.whyClosed()
      return fault === null
        ? new AppError('engine/stopped', { why: 'the connection was closed' })
        : new AppError(fault.code, fault.details)
    },
  })
}

function askForPort(bridge: ElectronBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const hear = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source !== window || !isPortMessage(event.data) || port === undefined) return
      window.removeEventListener('message', hear)
      resolve(port)
    }
    window.addEventListener('message', hear)
    bridge.connect()
  })
}

function isPortMessage(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'kind' in message && message.kind === portMessageKind
  )
}
