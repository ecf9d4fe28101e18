/** What keeps the shell from starting at all is said in a box of the system: there is no page yet. */
import { app, dialog } from 'electron'
import { describeError, toErrorData } from '@shared/errors'

const environmentFault = 3

/** Does what the start needs; null when it failed: then it was told, and the application ends. */
export function orSayWhy<Result>(begin: () => Result): Result | null {
  try {
    return begin()
  } catch (thrown) {
    const { sentence, advice } = describeError(toErrorData(thrown, 'Electron shell'))
    dialog.showErrorBox('ModaLens cannot start', `${sentence} ${advice}`)
    app.exit(environmentFault)
    return null
  }
}
