/// <reference lib="dom" />
/** The bridge of the Electron shell: two dialogs, and the port to the engine. Nothing else of Electron reaches the page. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channelNames } from '../main/hosts/electron/channel-names'
import type { ErrorData } from '../shared/errors'
import type { ChosenFile } from '../shared/host'
import type { ElectronBridge } from '../shared/electron-bridge'

const bridge = {
  connect: () => {
    ipcRenderer.send(channelNames.connect)
  },
  whyClosed: () => ipcRenderer.invoke(channelNames.fault) as Promise<ErrorData | null>,
  chooseStudy: () => ipcRenderer.invoke(channelNames.chooseStudy) as Promise<string | null>,
  chooseFolder: () => ipcRenderer.invoke(channelNames.chooseFolder) as Promise<string | null>,
  chooseFiles: () => ipcRenderer.invoke(channelNames.chooseFiles) as Promise<readonly ChosenFile[]>,
  fileOf: (dropped: File) =>
    ipcRenderer.invoke(
      channelNames.droppedFile,
      webUtils.getPathForFile(dropped),
    ) as Promise<ChosenFile | null>,
  saveFile: (name: string, bytes: ArrayBuffer) =>
    ipcRenderer.invoke(channelNames.saveFile, name, bytes) as Promise<void>,
} satisfies ElectronBridge

// A port cannot cross the context bridge; it is handed to the page as a message of its own window.
ipcRenderer.on(channelNames.port, ({ ports }) => {
  window.postMessage({ kind: channelNames.port }, window.location.origin, ports)
})

contextBridge.exposeInMainWorld('modalens', bridge)
