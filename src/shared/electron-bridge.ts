/** What the preload of the Electron shell puts on window.modalens; absent in a browser. */
import type { ErrorData } from './errors'
import type { ChosenFile } from './host'

export interface ElectronBridge {
  /** Asks for a port to the engine; it arrives as a window message of kind `portMessageKind`. */
  readonly connect: () => void
  /** Why the last port was closed; null while none was. */
  readonly whyClosed: () => Promise<ErrorData | null>
  readonly chooseStudy: () => Promise<string | null>
  readonly chooseFiles: () => Promise<readonly ChosenFile[]>
  readonly chooseFolder: () => Promise<string | null>
  /** A file or folder that was dropped; null where it has no path. */
  readonly fileOf: (dropped: File) => Promise<ChosenFile | null>
  readonly saveFile: (name: string, bytes: ArrayBuffer) => Promise<void>
}

export const portMessageKind = 'modalens:port'
