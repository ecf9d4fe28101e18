/** The engine process: services, router and channels, told what to do by its host. */
import { allowedRoots, restrictToRoots } from '../../files/roots'
import { createServices, type Services } from '../../services/services'
import { createChannels, type Channels } from './channels'
import type { Fork } from './child-program'
import { createReadingBoard } from '../../services/reading-board'
import { createDeskProcess, usualBounds } from './desk-process'
import { createHostLauncher } from './launch-through-host'
import type { EngineToHost, HostToEngine } from './messages'
import type { ParentPort } from './parent-port'
import { createRouter } from './router'

interface Begun {
  readonly services: Services
  readonly channels: Channels
}

/** Serves the Api to the host on the other side of `port` until the host is gone; `fork` starts the desk. */
export function serveEngine(port: ParentPort<EngineToHost, HostToEngine>, fork: Fork): void {
  const launcher = createHostLauncher(port.post)
  let begun: Begun | null = null
  port.onClose(() => {
    process.exit(0)
  })
  port.listen((message) => {
    launcher.hear(message)
    if (message.kind === 'begin') {
      const { home, roots } = message
      // Without roots the user sits at this machine and chooses files in a dialog.
      if (roots.length > 0) restrictToRoots([...roots, home])
      const { launchRun, launchEstimate } = launcher
      const reading = createReadingBoard()
      const desk = createDeskProcess(fork, allowedRoots, usualBounds, reading)
      const services = createServices({
        ...{ home, roots, clock: () => new Date() },
        ...{ launchRun, launchEstimate, desk, reading },
      })
      begun = { services, channels: createChannels(createRouter(services), port.post) }
      port.post({ kind: 'ready' })
    } else if (begun !== null) {
      obey(begun, message, port.post)
    }
  })
}

function obey(
  { services, channels }: Begun,
  message: HostToEngine,
  post: (message: EngineToHost) => void,
): void {
  switch (message.kind) {
    case 'open':
      channels.open(message.channel)
      break
    case 'data':
      channels.hear(message.channel, message.data)
      break
    case 'close':
      channels.close(message.channel)
      break
    case 'grant':
      post({ kind: 'granted', id: message.id, handle: services.files.grant(message.path) })
      break
    default:
  }
}
