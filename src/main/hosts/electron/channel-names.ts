/** Names of the few messages between preload and shell; everything else goes over the port of the Api. */
import { portMessageKind } from '@shared/electron-bridge'

export const channelNames = {
  connect: 'modalens:connect',
  port: portMessageKind,
  fault: 'modalens:fault',
  chooseStudy: 'modalens:choose-study',
  chooseFiles: 'modalens:choose-files',
  chooseFolder: 'modalens:choose-folder',
  droppedFile: 'modalens:dropped-file',
  saveFile: 'modalens:save-file',
} as const
