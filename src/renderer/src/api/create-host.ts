/** What the window around the page can do, for both kinds of window. */
import type { ElectronBridge } from '@shared/electron-bridge'
import type { Host } from '@shared/host'

/** Long enough for any browser to have taken the file. */
const downloadMs = 60_000

/** The abilities of the Electron shell. */
export function createElectronHost(bridge: ElectronBridge): Host {
  return {
    kind: 'electron',
    canChooseFiles: true,
    chooseStudy: bridge.chooseStudy,
    chooseFiles: bridge.chooseFiles,
    chooseFolder: bridge.chooseFolder,
    fileOf: bridge.fileOf,
    saveFile: async (name, file) => bridge.saveFile(name, await file.arrayBuffer()),
  }
}

/** The abilities of a browser: no file dialog that would give a path, and saving is a download. */
export function createBrowserHost(): Host {
  return {
    kind: 'browser',
    canChooseFiles: false,
    chooseStudy: () => Promise.resolve(null),
    chooseFiles: () => Promise.resolve([]),
    chooseFolder: () => Promise.resolve(null),
    fileOf: () => Promise.resolve(null),
    saveFile: (name, file) => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = name
      link.click()
      setTimeout(() => {
        URL.revokeObjectURL(link.href)
      }, downloadMs)
      return Promise.resolve()
    },
  }
}
