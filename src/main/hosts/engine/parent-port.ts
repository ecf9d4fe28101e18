/** The line from a forked program to its host: process.send under Node, parentPort in an Electron utility process. */

export interface ParentPort<Out, In> {
  readonly post: (message: Out) => void
  readonly listen: (hear: (message: In) => void) => void
  /** Called when the host is gone. */
  readonly onClose: (close: () => void) => void
}

/** The part of Electron's process.parentPort that is used here; this folder does not import electron. */
interface UtilityPort {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message', hear: (message: { readonly data: unknown }) => void) => void
}

/** Connects to the host. The host is our own program, so that messages are taken as they are typed. */
export function connectParent<Out, In>(): ParentPort<Out, In> {
  const port = utilityPort()
  if (port !== null) {
    return {
      post: (message) => {
        port.postMessage(message)
      },
      listen: (hear) => {
        port.on('message', ({ data }) => {
          hear(data as In)
        })
      },
      // Electron ends its utility processes itself.
      onClose: () => undefined,
    }
  }
  return {
    post: (message) => {
      if (process.connected) process.send?.(message)
    },
    listen: (hear) => {
      process.on('message', (message) => {
        hear(message as In)
      })
    },
    onClose: (close) => {
      process.on('disconnect', close)
    },
  }
}

function utilityPort(): UtilityPort | null {
  const port: unknown = 'parentPort' in process ? process.parentPort : null
  return typeof port === 'object' && port !== null ? (port as UtilityPort) : null
}
