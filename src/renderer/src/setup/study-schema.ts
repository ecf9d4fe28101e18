/** The study format as the set-up looks at it. */
import { toStudyJsonSchema } from '@shared/study/json-schema'
import type { SchemaNode } from './form/schema-shape'

/** Made once: it never changes. */
const whole = toStudyJsonSchema() as SchemaNode

/** The piece of the format of one key at the top of the file. */
export function sectionNode(key: string): SchemaNode {
  return whole.properties?.[key] ?? {}
}

/** The form of a modality of a kind. */
export function modalityNode(kind: string): SchemaNode {
  const forms = sectionNode('modalities').items
  const all = forms?.oneOf ?? forms?.anyOf ?? []
  return all.find((one) => one.properties?.kind?.const === kind) ?? {}
}

/** The keys of a form that are named, in that order; `isNot`: all others. */
export function keysOf(node: SchemaNode, keys: readonly string[], isNot = false): SchemaNode {
  const entries = Object.entries(node.properties ?? {}).filter(([key]) => keys.includes(key) !== isNot)
  const properties = Object.fromEntries(entries)
  const required = (node.required ?? []).filter((key) => key in properties)
  return { type: 'object', properties, required }
}
