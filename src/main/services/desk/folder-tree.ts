/** What lies in a folder and below it, as far as somebody who waits can be asked to wait. */
import { opendir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { whereRefused } from '@shared/expected-failure'

export interface FolderTree {
  /** Files and folders by their whole path. */
  readonly has: (path: string) => boolean
  /** By name, those that lie near the top first. */
  readonly named: (name: string) => readonly string[]
  /** False where it was too much to look through. */
  readonly isWhole: boolean
}

export interface TreeBounds {
  readonly entries: number
  readonly milliseconds: number
}

export const usualTreeBounds: TreeBounds = { entries: 500_000, milliseconds: 15_000 }

/** Looks level by level; hidden entries and links are left out. */
export async function readFolderTree(
  folder: string,
  signal?: AbortSignal,
  bounds: TreeBounds = usualTreeBounds,
  now: () => number = () => performance.now(),
): Promise<FolderTree> {
  const end = now() + bounds.milliseconds
  const paths = new Set<string>()
  const byName = new Map<string, string[]>()
  const note = (path: string): void => {
    paths.add(path)
    const name = basename(path)
    const same = byName.get(name)
    if (same === undefined) byName.set(name, [path])
    else same.push(path)
  }
  note(folder)
  let isWhole = true
  let level: readonly string[] = [folder]
  while (level.length > 0 && isWhole) {
    const deeper: string[] = []
    for (const one of level) {
      signal?.throwIfAborted()
      const opened = await opendir(one).catch(whereRefused(null))
      if (opened === null) continue
      for await (const entry of opened) {
        if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue
        if (paths.size >= bounds.entries || now() > end) isWhole = false
        const path = join(one, entry.name)
        note(path)
        if (entry.isDirectory()) deeper.push(path)
      }
    }
    level = deeper
  }
  return { has: (path) => paths.has(path), named: (name) => byName.get(name) ?? [], isWhole }
}
