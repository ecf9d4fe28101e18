/** Where the application keeps runs, demo and settings. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/** MODALENS_HOME, or the usual place of this system. */
export function homeFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment['MODALENS_HOME']
  if (given !== undefined && given !== '') return given
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'ModaLens')
    case 'win32':
      return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'ModaLens')
    default:
      return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'modalens')
  }
}
