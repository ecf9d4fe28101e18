/** An edit of a study as plain data: what its text must say afterwards. */
import { AppError } from '@shared/errors'
import type { KeyPath } from '../dataset/key-path'

/** One place of a study and what is to stand there; without a value the key or item is taken away. */
export interface Edit {
  readonly path: KeyPath
  readonly value?: unknown
}

/** Returns data with the edit made; keys that lead to it and are missing are made. Errors: study/no-place. */
export function editData(data: unknown, edit: Edit): unknown {
  if (edit.path.length === 0 || edit.path.includes('__proto__')) throw noPlace(edit.path)
  return changed(data, edit, 0)
}

function changed(here: unknown, edit: Edit, depth: number): unknown {
  const step = edit.path[depth]
  if (step === undefined) return edit.value
  if (Array.isArray(here)) return changedList(here, edit, depth)
  if (isMapping(here)) {
    const key = String(step)
    const inner = changed(Object.hasOwn(here, key) ? here[key] : undefined, edit, depth + 1)
    if (inner !== undefined) return { ...here, [key]: inner }
    return Object.fromEntries(Object.entries(here).filter(([name]) => name !== key))
  }
  if (here !== undefined && here !== null) throw noPlace(edit.path)
  return edit.value === undefined ? here : nested(edit, depth)
}

function changedList(list: readonly unknown[], edit: Edit, depth: number): unknown[] {
  const step = edit.path[depth]
  if (typeof step !== 'number' || step > list.length) throw noPlace(edit.path)
  const inner = changed(list[step], edit, depth + 1)
  return [...list.slice(0, step), ...(inner === undefined ? [] : [inner]), ...list.slice(step + 1)]
}

/** The value with the keys around it that lead there from `depth` on. Errors: study/no-place. */
export function nested({ path, value }: Edit, depth: number): unknown {
  return path.slice(depth).reduceRight<unknown>((inner, step) => {
    if (step === 0) return [inner]
    if (typeof step === 'number') throw noPlace(path)
    return { [step]: inner }
  }, value)
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function noPlace(path: KeyPath): AppError<'study/no-place'> {
  return new AppError('study/no-place', { key: path.join('.') })
}
