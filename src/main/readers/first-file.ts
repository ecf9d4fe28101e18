/** The first of several paths at which there is a file. */
import { stat } from 'node:fs/promises'

/** Looks at the paths in order; null when none is a file that can be seen. */
export async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found?.isFile() === true) return path
  }
  return null
}
