/** Where a file that was dropped onto a page lies: a browser tells its name and size, not its path. */
import { opendir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { whereRefused } from '@shared/expected-failure'
import { isInside } from '../files/roots'

export interface SoughtFile {
  readonly name: string
  readonly size: number
}

export interface WalkBounds {
  readonly entries: number
  readonly milliseconds: number
  readonly found: number
}

/** Somebody waits with the file in hand. */
export const usualBounds: WalkBounds = { entries: 200_000, milliseconds: 5000, found: 20 }

/** Looks through the folders level by level, hidden ones and links to folders left out; what lies near comes first. */
export async function findFiles(
  roots: readonly string[],
  sought: SoughtFile,
  bounds: WalkBounds = usualBounds,
  now: () => number = () => performance.now(),
): Promise<string[]> {
  const end = now() + bounds.milliseconds
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(whereRefused(root))))
  const found: string[] = []
  let left = bounds.entries
  let level: readonly string[] = [...roots]
  while (level.length > 0) {
    const deeper: string[] = []
    for (const folder of level) {
      for await (const { name, isFolder } of entriesOf(folder)) {
        left -= 1
        if (left < 0 || now() > end) return found
        const path = join(folder, name)
        if (isFolder) deeper.push(path)
        else if (name === sought.name && !found.includes(path) && (await isSought(path, sought, realRoots)))
          found.push(path)
        if (found.length === bounds.found) return found
      }
    }
    level = deeper
  }
  return found
}

interface Entry {
  readonly name: string
  readonly isFolder: boolean
}

/** A folder that cannot be read has no entries. */
async function* entriesOf(folder: string): AsyncGenerator<Entry, void> {
  const opened = await opendir(folder).catch(whereRefused(null))
  if (opened === null) return
  for await (const entry of opened) {
    if (!entry.name.startsWith('.')) yield { name: entry.name, isFolder: entry.isDirectory() }
  }
}

/** A link out of the roots is not found. */
async function isSought(path: string, { size }: SoughtFile, roots: readonly string[]): Promise<boolean> {
  const file = await stat(path).catch(whereRefused(null))
  if (file === null || !file.isFile() || file.size !== size) return false
  const real = await realpath(path).catch(whereRefused(null))
  return real !== null && roots.some((root) => isInside(root, real))
}
