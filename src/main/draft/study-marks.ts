/** What of a study nobody has confirmed yet: guesses and gaps that comments in its text mark. */
import type { DraftMark } from '@shared/draft'
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Document, type Node } from 'yaml'
import type { KeyPath } from '../dataset/key-path'

/** A node of the text with the comment behind it that marks it. */
export interface MarkedNode {
  readonly path: KeyPath
  readonly node: Node
  readonly mark: DraftMark | null
}

const markComment = /^\s*(guessed|fill in):\s*(.*)$/

/** Finds marks as `modalens init` writes them, and places that say FILL-IN. */
export function findMarks(document: Document): MarkedNode[] {
  return visit(document.contents, [])
}

function visit(node: unknown, path: KeyPath): MarkedNode[] {
  if (isAlias(node)) return []
  const own = isScalar(node) || isCollection(node) ? ofNode(node, path) : []
  return [...own, ...childrenOf(node).flatMap(([step, child]) => visit(child, [...path, step]))]
}

function childrenOf(node: unknown): [string | number, unknown][] {
  if (isSeq(node)) return node.items.map((item, index) => [index, item])
  if (!isMap(node)) return []
  return node.items.flatMap((pair): [string, unknown][] =>
    isPair(pair) && isScalar(pair.key) ? [[String(pair.key.value), pair.value]] : [],
  )
}

function ofNode(node: Node, path: KeyPath): MarkedNode[] {
  const found = markComment.exec((node.comment ?? '').split('\n')[0] ?? '')
  const isGap = isScalar(node) && node.value === 'FILL-IN'
  if (isGap) return [{ path, node, mark: toMark(path, 'fill-in', found?.[2] ?? '') }]
  if (found === null) return []
  // What is filled in is confirmed by that.
  return [{ path, node, mark: found[1] === 'guessed' ? toMark(path, 'guess', found[2] ?? '') : null }]
}

function toMark(path: KeyPath, kind: DraftMark['kind'], reason: string): DraftMark {
  return { path: [...path], kind, reason: reason.trim() }
}

/** Takes the comments of these nodes out of the text they were parsed from; a comment that is no mark stays. */
export function withoutMarks(text: string, marked: readonly MarkedNode[]): string {
  const ends = marked.flatMap(({ node }) => node.range?.[1] ?? []).toSorted((a, b) => b - a)
  return ends.reduce((rest, end) => {
    const comment = /(,?)[ \t]+#[ \t]*(guessed|fill in):[^\r\n]*/y
    comment.lastIndex = end
    const found = comment.exec(rest)
    return found === null ? rest : rest.slice(0, end) + (found[1] ?? '') + rest.slice(comment.lastIndex)
  }, text)
}

/** True when the first path leads to the second or to what holds it. */
export function leadsTo(outer: KeyPath, inner: KeyPath): boolean {
  return outer.every((step, index) => String(step) === String(inner[index]))
}
