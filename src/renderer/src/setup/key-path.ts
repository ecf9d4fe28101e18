/** Places in the plain data of a study file. */
import type { KeyPath } from '@shared/draft'

/** What lies at a place; undefined where nothing is. */
export function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((own, part) => {
    if (typeof own !== 'object' || own === null) return undefined
    return (own as Readonly<Record<string | number, unknown>>)[part]
  }, value)
}

/** The list at a place; empty where there is none. */
export function listAt(value: unknown, path: KeyPath): readonly unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}
