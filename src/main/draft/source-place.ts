/** Where nodes of a YAML text lie in it. */
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { KeyPath } from '../dataset/key-path'

/** Offset of the first letter of the line. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Offset of the line break, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** The line break that the text has. */
export function breakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Behind the last letter of a node, its comment and what follows left out; null for a node that does not stand in the text. */
export function contentEnd(text: string, node: unknown): number | null {
  if (isPair(node)) {
    const ofValue = isEmpty(node.value) ? null : contentEnd(text, node.value)
    return ofValue ?? afterColon(text, node)
  }
  if (isCollection(node) && node.flow !== true) return contentEnd(text, node.items.at(-1))
  if (!isNode(node) || node.range == null) return null
  let end = node.range[1]
  while (end > node.range[0] && /[\r\n]/.test(text[end - 1] ?? '')) end -= 1
  return end
}

/** A value that is not written: the key stands alone. */
export function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '')
}

/** Behind the colon of a pair; null where it is written in another way. */
export function afterColon(text: string, { key }: Pair): number | null {
  if (!isScalar(key) || key.range == null) return null
  const colon = /[ \t]*:/y
  colon.lastIndex = key.range[1]
  return colon.test(text) ? colon.lastIndex : null
}

/** Offset of the dash of an item of a block list. */
export function dashOf(list: Node, index: number): number | null {
  const token = isSeq(list) ? list.srcToken : undefined
  if (token?.type !== 'block-seq') return null
  const dash = token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')
  return dash?.offset ?? null
}

/** The pair of a mapping, or item of a list, that a step leads to. */
export function childOf(node: unknown, step: KeyPath[number]): unknown {
  if (isSeq(node)) return typeof step === 'number' ? node.items[step] : undefined
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
}

/** The node itself, of a pair its value. */
export function valueOf(child: unknown): unknown {
  return isPair(child) ? child.value : child
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node
}
