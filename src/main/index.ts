/** Entry of the Electron shell: its table of contents. */
import { app } from 'electron'
import { registerPageScheme, servePage } from './hosts/electron/page-protocol'
import { refusePermissions, refuseRequests, refuseNavigation } from './hosts/electron/refusals'
import { requireSandbox } from './hosts/electron/sandbox'
import { setUpDialogs } from './hosts/electron/dialogs'
import { setUpMenu } from './hosts/electron/menu'
import { openWindow } from './hosts/electron/window'
import { connectPages } from './hosts/electron/connect-pages'
import { orSayWhy } from './hosts/electron/or-say-why'
import { forkShippedNode } from './hosts/electron/shipped-node'
import { superviseEngine } from './hosts/engine/engine-supervisor'
import { homeFolder } from './hosts/home-folder'

const programs = import.meta.dirname

// Schemes must be registered and the sandbox switched on before the application is ready.
registerPageScheme()
requireSandbox()
refuseNavigation()

// Never awaited here: Electron becomes ready only after this module has been evaluated (electron/electron#40719).
void app.whenReady().then(() => {
  const fork = orSayWhy(() => forkShippedNode(programs))
  if (fork === null) return
  const engine = superviseEngine({ fork, home: homeFolder(), roots: [] })
  servePage(programs)
  refusePermissions()
  refuseRequests()
  connectPages(engine)
  setUpDialogs(engine)
  setUpMenu()
  openWindow(programs)

  app.on('activate', () => {
    openWindow(programs)
  })
  app.on('quit', () => {
    engine.stop()
  })
})

app.on('window-all-closed', () => {
  app.quit()
})
