/** An edit made in the text of a study itself, so that every other letter of it stays. */
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { nested, type Edit } from './plain-edit'
import { pairLines, renderInline, renderNode, renderValue } from './render-value'
import {
  afterColon,
  breakOf,
  childOf,
  columnOf,
  contentEnd,
  dashOf,
  isEmpty,
  lineEnd,
  lineStart,
  valueOf,
} from './source-place'

interface Place {
  /** The collections on the way, from the outside in. */
  readonly parents: readonly (YAMLMap | YAMLSeq)[]
  readonly step: string | number
  readonly child: unknown
  /** Undefined: taken away. */
  readonly value: unknown
}

/** Makes the edit in the text that the document was parsed from; null where it has to be written anew. The caller checks what came out. */
export function spliceEdit(text: string, document: Document, edit: Edit): string | null {
  const place = findPlace(document, edit)
  if (place === null) return null
  const flow = place.parents.find((parent) => parent.flow === true)
  if (flow !== undefined) return spliceFlow(text, document, edit, place, flow)
  const parent = place.parents.at(-1)
  if (isMap(parent)) return spliceMapping(text, parent, place)
  return isSeq(parent) ? spliceList(text, parent, place) : null
}

function findPlace(document: Document, edit: Edit): Place | null {
  const parents: (YAMLMap | YAMLSeq)[] = []
  let here: unknown = document.contents
  for (const [depth, step] of edit.path.entries()) {
    if (!isMap(here) && !isSeq(here)) return null
    parents.push(here)
    const child = childOf(here, step)
    const value = valueOf(child)
    const isLast = depth === edit.path.length - 1
    if (isLast || child === undefined || isEmpty(value)) {
      if (edit.value === undefined && !isLast) return null
      return { parents, step, child, value: isLast ? edit.value : nested(edit, depth + 1) }
    }
    here = value
  }
  return null
}

/** Within brackets one value is exchanged for another where it stands; all else writes the outermost brackets anew. */
function spliceFlow(
  text: string,
  document: Document,
  edit: Edit,
  { child, value }: Place,
  flow: YAMLMap | YAMLSeq,
): string | null {
  const old = valueOf(child)
  if (isScalar(old) && !isEmpty(old) && old.range != null && value !== undefined)
    return splice(text, old.range[0], old.range[1], renderInline(value))
  if (flow.range == null) return null
  const [start, end] = flow.range
  if (edit.value === undefined) document.deleteIn(edit.path)
  else document.setIn(edit.path, document.createNode(edit.value, { flow: true }))
  flow.comment = null
  flow.commentBefore = null
  return splice(text, start, end, renderNode(flow, text[start + 1] === ' '))
}

function spliceMapping(text: string, parent: YAMLMap, { step, child, value }: Place): string | null {
  const index = parent.items.findIndex((pair) => pair === child)
  const pair = parent.items[index]
  if (pair === undefined) return value === undefined ? text : addPair(text, parent, String(step), value)
  if (value === undefined) return removePair(text, parent, index)
  const start = afterColon(text, pair)
  if (start === null) return null
  return exchange(text, { start, old: pair.value, value, column: keyColumn(text, pair) + 2 })
}

function keyColumn(text: string, { key }: Pair): number {
  return isScalar(key) && key.range != null ? columnOf(text, key.range[0]) : 0
}

interface Exchange {
  /** Behind the colon. */
  readonly start: number
  readonly old: unknown
  readonly value: unknown
  /** Of the lines of a block. */
  readonly column: number
}

/** Puts another value behind a colon; a comment on its line stays there. */
function exchange(text: string, { start, old, value, column }: Exchange): string | null {
  const rendered = renderValue(value)
  const range = isScalar(old) || isCollection(old) ? old.range : null
  const isBlock = isCollection(old) && old.flow !== true
  if ('inline' in rendered && !isBlock && !isEmpty(old) && range != null) {
    const end = contentEnd(text, old)
    const isPadded = !isCollection(old) || text[range[0] + 1] === ' '
    return end === null ? null : splice(text, range[0], end, renderInline(value, isPadded))
  }
  const end = isEmpty(old) ? start : contentEnd(text, old)
  if (end === null || (!isEmpty(old) && range == null)) return null
  const head = isBlock ? text.slice(start, lineEnd(text, start)) : text.slice(end, lineEnd(text, end))
  const rest = isBlock ? end : lineEnd(text, end)
  const comment = head.trim() === '' ? '' : head
  if (comment !== '' && !/^\s+#/.test(comment)) return null
  if ('inline' in rendered) return splice(text, start, rest, ` ${rendered.inline}${comment}`)
  const blockColumn = isBlock && range != null ? columnOf(text, range[0]) : column
  const lines = rendered.lines.map((line) => ' '.repeat(blockColumn) + line)
  return splice(text, start, rest, [comment, ...lines].join(breakOf(text)))
}

function addPair(text: string, parent: YAMLMap, key: string, value: unknown): string | null {
  const last = parent.items.at(-1)
  const end = contentEnd(text, last)
  if (last === undefined || end === null) return null
  return addLines(text, end, keyColumn(text, last), pairLines(key, value))
}

function addLines(text: string, end: number, column: number, lines: readonly string[]): string {
  const place = lineEnd(text, end)
  const line = breakOf(text)
  const added = lines.map((one) => line + ' '.repeat(column) + one).join('')
  // A file that ends without a line break has one behind its last key from now on.
  return splice(text, place, place, place === text.length ? added + line : added)
}

function removePair(text: string, parent: YAMLMap, index: number): string | null {
  const pair = parent.items[index]
  const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  const end = contentEnd(text, pair)
  if (start === undefined || end === null || parent.items.length === 1) return null
  if (text.slice(lineStart(text, start), start).trim() === '') return removeLines(text, start, end)
  // Behind the dash of a list the next key takes its place.
  const next = parent.items[index + 1]?.key
  return isScalar(next) && next.range != null ? splice(text, start, next.range[0], '') : null
}

function removeLines(text: string, start: number, end: number): string {
  const from = lineStart(text, start)
  const to = lineEnd(text, end)
  const next = to === text.length ? to : to + breakOf(text).length
  return splice(text, from, next, '')
}

function spliceList(text: string, parent: YAMLSeq, { step, child, value }: Place): string | null {
  const index = Number(step)
  if (child === undefined) {
    const end = contentEnd(text, parent)
    if (value === undefined || end === null || parent.range == null) return null
    const rendered = renderValue([value])
    const lines = 'inline' in rendered ? [`- ${renderInline(value)}`] : rendered.lines
    return addLines(text, end, columnOf(text, parent.range[0]), lines)
  }
  const dash = dashOf(parent, index)
  const end = contentEnd(text, child)
  if (dash === null || end === null) return null
  if (value === undefined) {
    const isAlone = text.slice(lineStart(text, dash), dash).trim() === ''
    return parent.items.length === 1 || !isAlone ? null : removeLines(text, dash, end)
  }
  const rendered = renderValue(value)
  const column = columnOf(text, dash) + 2
  const written =
    'inline' in rendered ? rendered.inline : rendered.lines.join(breakOf(text) + ' '.repeat(column))
  return splice(text, dash + 1, end, ` ${written}`)
}

/** Exchanges a piece of a text. */
export function splice(text: string, start: number, end: number, piece: string): string {
  return text.slice(0, start) + piece + text.slice(end)
}
