/** A piece of the study format as a form shows it: what can be entered there. */

import { wordOf } from '../words'

/** The part of JSON Schema that the study format uses. */
export interface SchemaNode {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly items?: SchemaNode
  /** Of a list of fixed length. */
  readonly prefixItems?: readonly SchemaNode[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
}

/** One of several forms that a value may have. */
export interface Variant {
  readonly name: string
  readonly node: SchemaNode
  readonly isLike: (value: unknown) => boolean
  /** What it begins with. */
  readonly initial: unknown
}

export type FieldShape =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'number' | 'text' | 'flag' }
  /** `count` where the format wants so many. */
  | { readonly kind: 'numbers' | 'texts'; readonly count: number | null }
  | {
      readonly kind: 'group'
      readonly fields: readonly { readonly key: string; readonly node: SchemaNode }[]
    }
  | { readonly kind: 'variants'; readonly variants: readonly Variant[] }
  | { readonly kind: 'list'; readonly item: SchemaNode }
  /** Free names as keys, or something that only the text can say. */
  | { readonly kind: 'other' }

/** Keys that say which variant an object is; they are chosen, not typed. */
const tags = ['kind', 'step']

export function shapeOf(node: SchemaNode): FieldShape {
  const forms = node.oneOf ?? node.anyOf
  if (forms !== undefined) return shapeOfForms(forms)
  if (node.enum !== undefined) return { kind: 'choice', options: node.enum.map(String) }
  switch (node.type) {
    case 'number':
    case 'integer':
      return { kind: 'number' }
    case 'string':
      return { kind: 'text' }
    case 'boolean':
      return { kind: 'flag' }
    case 'array':
      return shapeOfArray(node)
    case 'object':
      return node.properties === undefined ? { kind: 'other' } : { kind: 'group', fields: fieldsOf(node) }
    default:
      return { kind: 'other' }
  }
}

function shapeOfForms(forms: readonly SchemaNode[]): FieldShape {
  const variants = forms.flatMap(variantsOf)
  const names = variants.map(({ name }) => name)
  // A word and an object of the same name are two ways to write one thing: the object can say more.
  const distinct = variants.filter(
    ({ name, node }, place) =>
      names.indexOf(name) === place || (node.type === 'object' && fieldsOf(node).length > 0),
  )
  const last = distinct.filter(
    ({ name }, place) => !distinct.slice(place + 1).some((other) => other.name === name),
  )
  if (last.every(({ node }) => node.const !== undefined))
    return { kind: 'choice', options: last.map(({ name }) => name) }
  return { kind: 'variants', variants: last.map((one) => withWord(one, variants)) }
}

/** What is chosen by a word begins as the word where that is allowed. */
function withWord(one: Variant, all: readonly Variant[]): Variant {
  const same = all.filter(({ name }) => name === one.name)
  const word = same.find(({ node }) => node.const !== undefined)
  const isLike = (value: unknown): boolean => same.some((each) => each.isLike(value))
  return { ...one, isLike, initial: word?.initial ?? one.initial }
}

function variantsOf(node: SchemaNode): Variant[] {
  const nested = node.oneOf ?? node.anyOf
  if (nested !== undefined) return nested.flatMap(variantsOf)
  if (node.const !== undefined) {
    const name = wordOf(node.const)
    return [{ name, node, isLike: (value) => value === node.const, initial: node.const }]
  }
  if (node.enum !== undefined)
    return node.enum.map((one) => ({
      name: String(one),
      node: { const: one },
      isLike: (value: unknown) => value === one,
      initial: one,
    }))
  if (node.type === 'object') return [objectVariant(node)]
  return [plainVariant(node)]
}

function objectVariant(node: SchemaNode): Variant {
  const tag = tags.find((key) => node.properties?.[key]?.const !== undefined)
  const initial = initialOf(node)
  if (tag !== undefined) {
    const name = wordOf(node.properties?.[tag]?.const)
    return { name, node, isLike: (value) => isRecord(value) && value[tag] === name, initial }
  }
  const [first = 'object'] = node.required ?? Object.keys(node.properties ?? {})
  return { name: first, node, isLike: (value) => isRecord(value) && first in value, initial }
}

function plainVariant(node: SchemaNode): Variant {
  switch (node.type) {
    case 'array':
      return { name: 'several', node, isLike: Array.isArray, initial: [] }
    case 'null':
      return { name: 'none', node: { const: null }, isLike: (value) => value === null, initial: null }
    case 'string':
      return { name: 'one', node, isLike: (value) => typeof value === 'string', initial: '' }
    default:
      return { name: 'number', node, isLike: (value) => typeof value === 'number', initial: 0 }
  }
}

function shapeOfArray({ items, prefixItems, minItems, maxItems }: SchemaNode): FieldShape {
  if (prefixItems?.every(({ type }) => type === 'number' || type === 'integer') === true)
    return { kind: 'numbers', count: prefixItems.length }
  const count = minItems !== undefined && minItems === maxItems ? minItems : null
  if (items === undefined) return { kind: 'other' }
  if (items.type === 'number' || items.type === 'integer') return { kind: 'numbers', count }
  if (items.type === 'string') return { kind: 'texts', count }
  return { kind: 'list', item: items }
}

function fieldsOf({ properties = {} }: SchemaNode): { key: string; node: SchemaNode }[] {
  return Object.entries(properties)
    .filter(([key, { const: fixed }]) => !(tags.includes(key) && fixed !== undefined))
    .map(([key, node]) => ({ key, node }))
}

/** The least that a value of this form has: its tag and what is required. */
export function initialOf(node: SchemaNode): unknown {
  if (node.const !== undefined) return node.const
  if (node.enum !== undefined) return node.enum[0]
  const forms = node.oneOf ?? node.anyOf
  const [first] = forms ?? []
  if (first !== undefined) return initialOf(first)
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        (node.required ?? []).flatMap((key) => {
          const own = node.properties?.[key]
          return own === undefined ? [] : [[key, own.default ?? initialOf(own)] as const]
        }),
      )
    case 'array':
      if (node.prefixItems !== undefined) return node.prefixItems.map(initialOf)
      return Array.from({ length: node.minItems ?? 0 }, () => initialOf(node.items ?? {}))
    case 'number':
    case 'integer':
      return 0
    case 'boolean':
      return false
    default:
      return ''
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where a value comes from stands before what is done with it, whatever the order of the format. */
const readingOrder = ['name', 'input', 'source', 'tokenizer', 'attributes', 'steps']

export function inReadingOrder<Field extends { readonly key: string }>(fields: readonly Field[]): Field[] {
  const place = ({ key }: Field): number => {
    const found = readingOrder.indexOf(key)
    return found === -1 ? readingOrder.length : found
  }
  return fields.toSorted((a, b) => place(a) - place(b))
}
