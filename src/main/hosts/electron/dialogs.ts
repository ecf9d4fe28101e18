/** The dialogs of the system: the page gets handles and gives bytes, never paths. */
import { dialog, ipcMain } from 'electron'
import { basename } from 'node:path'
import { writeOutput } from '../../store/write-output'
import type { EngineSupervisor } from '../engine/engine-supervisor'
import type { ChosenFile } from '@shared/host'
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
  ipcMain.handle(channelNames.chooseFiles, async (event): Promise<ChosenFile[]> => {
    if (!isOurPage(event.senderFrame)) return []
    const { filePaths } = await dialog.showOpenDialog({
      title: 'Choose a model and its table, or a study',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'Model, table or study', extensions: ['onnx', 'csv', 'tsv', 'txt', 'xlsx', 'yaml', 'yml'] },
      ],
    })
    return Promise.all(filePaths.map((path) => toChosen(engine, path)))
  })
  ipcMain.handle(channelNames.chooseFolder, async (event) => {
    if (!isOurPage(event.senderFrame)) return null
    const { filePaths } = await dialog.showOpenDialog({
      title: 'Choose a folder',
      properties: ['openDirectory'],
    })
    const [path] = filePaths
    return path === undefined ? null : engine.grant(path)
  })
  ipcMain.handle(channelNames.droppedFile, (event, path: unknown): Promise<ChosenFile> | null => {
    // Text that was dragged has no path.
    if (!isOurPage(event.senderFrame) || typeof path !== 'string' || path === '') return null
    return toChosen(engine, path)
  })
  ipcMain.handle(channelNames.saveFile, async (event, name: unknown, bytes: unknown) => {
    if (!isOurPage(event.senderFrame) || typeof name !== 'string' || !(bytes instanceof ArrayBuffer)) return
    const { filePath, canceled } = await dialog.showSaveDialog({
      defaultPath: basename(name),
    })
    if (!canceled) await writeOutput(filePath, new Uint8Array(bytes))
  })
}

async function toChosen(engine: EngineSupervisor, path: string): Promise<ChosenFile> {
  return { handle: await engine.grant(path), name: basename(path) }
}
