/** A place in a study file, as zod, YAML and people say it. */
import type { Document, LineCounter } from 'yaml'

/** Keys and list indices from the top of the file. */
export type KeyPath = readonly (string | number)[]

/** Finds the value at a path of plain data; undefined where there is none. */
export function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      isRecord(here) && Object.hasOwn(here, step)
        ? (here as Record<string | number, unknown>)[step]
        : undefined,
    root,
  )
}

/** Says the path with dots; a list item that has a name is called by it: modalities.image.parts */
export function toDottedKey(root: unknown, path: KeyPath): string {
  const words = path.map((step, index) => {
    const item = valueAt(root, path.slice(0, index + 1))
    const name = typeof step === 'number' && isRecord(item) && 'name' in item ? item.name : undefined
    return typeof name === 'string' && name !== '' ? name : String(step)
  })
  return words.join('.')
}

/** Finds the line (from 1) of the deepest key on the path that exists: a missing key is reported where it should stand. */
export function lineOfPath(document: Document, lines: LineCounter, path: KeyPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const start = keyStart(document, path.slice(0, length))
    if (start !== null) return lines.linePos(start).line
  }
  return 1
}

/** Offset of the key of a pair, or of the list item. */
function keyStart(document: Document, path: KeyPath): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const last = path.at(-1)
  if (!isRecord(parent) || !('items' in parent) || !Array.isArray(parent.items)) return null
  const items: readonly unknown[] = parent.items
  const item =
    typeof last === 'number' ? items[last] : items.map(pairKey).find((key) => scalarOf(key) === last)
  return rangeStart(item)
}

function pairKey(pair: unknown): unknown {
  return isRecord(pair) && 'key' in pair ? pair.key : undefined
}

function scalarOf(node: unknown): unknown {
  return isRecord(node) && 'value' in node ? node.value : undefined
}

function rangeStart(node: unknown): number | null {
  if (!isRecord(node) || !('range' in node) || !Array.isArray(node.range)) return null
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : null
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
