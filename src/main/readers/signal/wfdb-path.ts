/** The header of a WFDB record by any of its names. */
import { stat } from 'node:fs/promises'
import { whereRefused } from '@shared/expected-failure'

/** How files of samples are called. */
export const samplesName = /\.(dat|mat)$/i

/**
 * Finds the header by its own path, by that of its samples, or by the name of the record without extension; null where the path names none.
 * A file of samples has no signature, so its name and the header beside it decide.
 */
export async function wfdbHeaderOf(path: string): Promise<string | null> {
  if (/\.hea$/i.test(path)) return path
  if (samplesName.test(path)) return firstFile(['.hea', '.HEA'].map((end) => path.replace(samplesName, end)))
  return (await isFile(path)) ? null : firstFile([`${path}.hea`, `${path}.HEA`])
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await isFile(path)) return path
  return null
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(whereRefused(null)))?.isFile() === true
}
