/** The dialogs of the system: the page gets handles and gives bytes, never paths. */
import { dialog, ipcMain } from 'electron'
import { basename } from 'node:path'
import { writeOutput } from '../../store/write-output'
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
    if (!canceled) await writeOutput(filePath, new Uint8Array(bytes))
  })
}
