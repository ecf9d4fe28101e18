/** The dialogs of the system: the page gets handles and gives bytes, never paths. */
import { dialog, ipcMain } from 'electron'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { EngineSupervisor } from '../engine/engine-supervisor'
import { channelNames } from './channel-names'
import { isOurPage } from './our-page'

/** Registers the dialogs that the page may ask for. */
export function setUpDialogs(engine: EngineSupervisor): void {
  ipcMain.handle(channelNames.chooseStudy, async (event) => {
    if (!isOurPage(event.senderFrame)) return null
    const { filePaths } = await dialog.showOpenDialog({
      title: 'Open a study',
      properties: ['openFile'],
      filters: [{ name: 'ModaLens study', extensions: ['yaml', 'yml'] }],
    })
    const [path] = filePaths
    return path === undefined ? null : engine.grant(path)
  })
  ipcMain.handle(channelNames.saveFile, async (event, name: unknown, bytes: unknown) => {
    if (!isOurPage(event.senderFrame) || typeof name !== 'string' || !(bytes instanceof ArrayBuffer)) return
    const { filePath, canceled } = await dialog.showSaveDialog({
      defaultPath: basename(name),
    })
    if (!canceled) await writeFile(filePath, new Uint8Array(bytes))
  })
}
