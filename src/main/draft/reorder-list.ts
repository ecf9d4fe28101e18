/** A list of a study with other items or another order: items that stay keep their lines and comments. */
import { isDeepStrictEqual } from 'node:util'
import { isSeq, type Document } from 'yaml'
import { isMapping } from './plain-edit'
import { renderInline, renderValue } from './render-value'
import { breakOf, columnOf, contentEnd, dashOf, lineEnd, lineStart } from './source-place'
import { splice } from './splice-edit'
import type { KeyPath } from '../dataset/key-path'

export interface ReorderedList {
  readonly text: string
  /** Items that kept their lines but have another value now. */
  readonly changed: readonly number[]
}

/** Writes the list at the path with the items in their new order; null where its items have no lines of their own. */
export function reorderList(
  text: string,
  document: Document,
  path: KeyPath,
  [before, after]: readonly [readonly unknown[], readonly unknown[]],
): ReorderedList | null {
  const list = document.getIn(path, true)
  if (!isSeq(list) || list.flow === true || list.range == null || after.length === 0) return null
  const chunks: string[] = []
  const first = dashOf(list, 0)
  if (first === null) return null
  let start = lineStart(text, first)
  const from = start
  for (const [index, item] of list.items.entries()) {
    const dash = dashOf(list, index)
    const end = contentEnd(text, item)
    if (dash === null || end === null || text.slice(lineStart(text, dash), dash).trim() !== '') return null
    chunks.push(text.slice(start, lineEnd(text, end)))
    start = lineEnd(text, end) + breakOf(text).length
  }
  const takenFrom = matchItems(before, after)
  const column = ' '.repeat(columnOf(text, first))
  const pieces = after.map((item, index) => {
    const old = takenFrom[index] ?? null
    return (old === null ? undefined : chunks[old]) ?? newItem(item, column, breakOf(text))
  })
  const end = Math.min(start - breakOf(text).length, text.length)
  const changed = after.flatMap((item, index) => {
    const old = takenFrom[index] ?? null
    return old === null || isDeepStrictEqual(before[old], item) ? [] : [index]
  })
  return { text: splice(text, from, end, pieces.join(breakOf(text))), changed }
}

function newItem(item: unknown, column: string, lineBreak: string): string {
  const rendered = renderValue([item])
  const lines = 'inline' in rendered ? [`- ${renderInline(item)}`] : rendered.lines
  return lines.map((line) => column + line).join(lineBreak)
}

/** For every new item the place of the old one that it is: the same value first, then a mapping of the same name or step; null for a new one. */
function matchItems(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const free = new Set(before.keys())
  const take = (fits: (old: number) => boolean): number | null => {
    const found = [...free].find(fits) ?? null
    if (found !== null) free.delete(found)
    return found
  }
  const same = after.map((item) => take((old) => isDeepStrictEqual(before[old], item)))
  return after.map((item, index) => same[index] ?? take((old) => isSameThing(before[old], item)))
}

function isSameThing(one: unknown, other: unknown): boolean {
  if (!isMapping(one) || !isMapping(other)) return false
  const key = 'name' in one ? 'name' : 'step'
  return one[key] !== undefined && one[key] === other[key]
}
