/** The one window. */
import { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { pageOrigin } from './page-protocol'

/** Opens the window, or brings it to the front. */
export function openWindow(programs: string): void {
  const [open] = BrowserWindow.getAllWindows()
  if (open !== undefined) {
    open.focus()
    return
  }
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'ModaLens',
    webPreferences: {
      preload: join(programs, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(`${pageOrigin}/`)
}
