import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const made: string[] = []

/** Writes files into a new folder below the system's temporary one and returns its path. */
export async function folderWith(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'modalens-dicom-')), 'series')
  made.push(folder)
  await mkdir(folder)
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  return folder
}

/** Names files so that their order on disk has nothing to do with their place. */
export function shuffledNames(files: readonly Uint8Array[]): Record<string, Uint8Array> {
  const entries = files.map((bytes, index) => [`f${(index * 7919) % 1009}`, bytes] as const)
  return Object.fromEntries(entries)
}

/** Removes all folders that were made since the last call. */
export async function removeFolders(): Promise<void> {
  for (const folder of made.splice(0)) await rm(dirname(folder), { recursive: true, force: true })
}
