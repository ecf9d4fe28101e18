/** Plain data -> YAML as studies are written: what is short and shallow on one line, the rest as a block. */
import { Document, type Node } from 'yaml'
import { isMapping } from './plain-edit'

/** A value as text: on the line of its key, or as lines of a block. */
export type RenderedValue = { readonly inline: string } | { readonly lines: readonly string[] }

const longestLine = 100

/** Writes a value for the right side of a key or dash. */
export function renderValue(value: unknown): RenderedValue {
  const inline = renderInline(value)
  if (!isDeep(value) && inline.length <= longestLine) return { inline }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return { inline }
  return { lines: Array.isArray(value) ? listLines(value) : mappingLines(value) }
}

/** Writes a value on one line, whatever its length. */
export function renderInline(value: unknown, isPadded = true): string {
  const document = new Document()
  return renderNode(document.createNode(value, { flow: true }), isPadded)
}

/** Writes a node of a document on one line, unless comments break it. */
export function renderNode(node: Node, isPadded: boolean): string {
  const document = new Document()
  document.contents = node
  return document.toString({ lineWidth: 0, flowCollectionPadding: isPadded, blockQuote: false }).trimEnd()
}

/** A list of mappings, or a mapping of mappings, is read line by line. */
function isDeep(value: unknown): boolean {
  return Array.isArray(value)
    ? value.some((item) => typeof item === 'object' && item !== null)
    : isMapping(value) && Object.values(value).some((one) => isMapping(one) || isDeep(one))
}

function listLines(list: readonly unknown[]): string[] {
  return list.flatMap((item) => {
    const rendered = renderValue(item)
    if ('inline' in rendered) return [`- ${rendered.inline}`]
    return rendered.lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))
  })
}

function mappingLines(mapping: object): string[] {
  return Object.entries(mapping).flatMap(([key, value]) => pairLines(key, value))
}

/** A key and its value. */
export function pairLines(key: string, value: unknown): string[] {
  const rendered = renderValue(value)
  const name = renderInline(key)
  if ('inline' in rendered) return [`${name}: ${rendered.inline}`]
  return [`${name}:`, ...rendered.lines.map((line) => `  ${line}`)]
}
