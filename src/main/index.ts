/** Entry of the Electron shell: its table of contents. The order matters where it says so. */
import { app } from 'electron'
import { forkUtility } from './hosts/electron/fork-utility'
import { registerPageScheme, servePage } from './hosts/electron/page-protocol'
import { refusePermissions, refuseRequests, refuseNavigation } from './hosts/electron/refusals'
import { setUpDialogs } from './hosts/electron/dialogs'
import { setUpMenu } from './hosts/electron/menu'
import { openWindow } from './hosts/electron/window'
import { connectPages } from './hosts/electron/connect-pages'
import { superviseEngine } from './hosts/engine/engine-supervisor'
import { homeFolder } from './hosts/home-folder'

const programs = import.meta.dirname

// Schemes must be registered and the sandbox switched on before the application is ready.
registerPageScheme()
app.enableSandbox()
refuseNavigation()

await app.whenReady()

const engine = superviseEngine({ fork: forkUtility(programs), home: homeFolder(), roots: [] })
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
app.on('window-all-closed', () => {
  app.quit()
})
app.on('quit', () => {
  engine.stop()
})
