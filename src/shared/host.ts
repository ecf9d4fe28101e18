/** What the window around the page can do; the same for Electron and a browser, so that no view asks where it runs. */
export interface Host {
  readonly kind: 'electron' | 'browser'
  /** True when the system has a dialog for choosing files; otherwise the application lists folders itself. */
  readonly canChooseFiles: boolean
  /** Lets the user choose a study file and returns its handle; null when nothing was chosen. */
  readonly chooseStudy: () => Promise<string | null>
  /** Saves a file where the user wants it. */
  readonly saveFile: (name: string, file: Blob) => Promise<void>
}
