/** The line from a forked program to its host. */

export interface ParentPort<Out, In> {
  readonly post: (message: Out) => void
  readonly listen: (hear: (message: In) => void) => void
  /** Called when the host is gone. */
  readonly onClose: (close: () => void) => void
}

/** A host that dies while it is being told something is gone: the disconnect that follows says so. Without this, it would be an error nobody catches. */
const untilClosed = (): void => undefined

/** Connects to the host, which is our own program, so that messages are taken as they are typed. */
export function connectParent<Out, In>(): ParentPort<Out, In> {
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, untilClosed)
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
