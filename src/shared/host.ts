/** What the window around the page can do; the same for Electron and a browser, so that no view asks where it runs. */

/** A file by a handle that the page may name. */
export interface ChosenFile {
  readonly handle: string
  readonly name: string
}

export interface Host {
  readonly kind: 'electron' | 'browser'
  /** True when the system has a dialog for choosing files; otherwise the application lists folders itself. */
  readonly canChooseFiles: boolean
  /** Lets the user choose a study file and returns its handle; null when nothing was chosen. */
  readonly chooseStudy: () => Promise<string | null>
  /** Lets the user choose files of any kind; none when nothing was chosen. */
  readonly chooseFiles: () => Promise<readonly ChosenFile[]>
  /** Lets the user choose a folder and returns its handle; null when none was chosen. */
  readonly chooseFolder: () => Promise<string | null>
  /** The file that was dropped into the window; null where the window does not tell where it lies, as a browser does not. */
  readonly fileOf: (dropped: File) => Promise<ChosenFile | null>
  /** Saves a file where the user wants it. */
  readonly saveFile: (name: string, file: Blob) => Promise<void>
}
