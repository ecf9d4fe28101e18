/** What may stand in a study file, one entry per kind, step, replacement and encoding: read from the schemas, for help and documents. */
import { sharedKinds, type ModalityKind } from '@shared/kinds'
import { attributeSchema, studySchema } from '@shared/study'
import { z } from 'zod'

export interface FormatKey {
  /** With dots: source.column. */
  readonly key: string
  /** What a value of it looks like. */
  readonly takes: string
  readonly isNeeded: boolean
  /** As YAML; null where there is none. */
  readonly fallback: string | null
  readonly sentence: string
}

export interface FormatEntry {
  readonly topic: 'kind' | 'parts' | 'step' | 'replacement' | 'encoding' | 'settings'
  readonly name: string
  /** Kinds of modality that take it; none for what belongs to no kind. */
  readonly kinds: readonly ModalityKind[]
  readonly sentence: string
  readonly keys: readonly FormatKey[]
}

export const topicTitles: Readonly<Record<FormatEntry['topic'], string>> = {
  kind: 'Kinds of modality',
  parts: 'Parts',
  step: 'Preprocessing steps',
  replacement: 'Replacements',
  encoding: 'Encodings of attributes',
  settings: 'Settings',
}

type Schema = z.core.JSONSchema.BaseSchema

/** All of it: kinds, then what their keys `steps` and `replacement` take, encodings of attributes, settings of a run. */
export function formatEntries(): FormatEntry[] {
  const kinds = (Object.keys(sharedKinds) as ModalityKind[]).map((name) => {
    const { schema, description } = sharedKinds[name]
    const json = toJson(schema)
    return { name, json, entry: toEntry('kind', name, [name], json, ['kind'], description.sentence) }
  })
  const under = (topic: 'step' | 'replacement', key: 'steps' | 'replacement', tag: string) =>
    join(
      kinds.flatMap(({ name, json }) =>
        tagged(json.properties?.[key], tag).map(([own, one]) => toEntry(topic, own, [name], one, [tag])),
      ),
    )
  const parts = join(
    kinds.flatMap(({ name, json }) =>
      formsOf(json.properties?.['parts']).flatMap((form) => {
        // A form is called by the key that no other has.
        const [called] = Object.keys(form.properties ?? {})
        return called === undefined ? [] : [toEntry('parts', called, [name], form, [], partSentences[called])]
      }),
    ),
  )
  const study = toJson(studySchema).properties ?? {}
  const settings = (['dataset', 'outputs', 'joint', 'grounding', 'run'] as const).flatMap((name) => {
    const own = study[name]
    return typeof own !== 'object'
      ? []
      : [toEntry('settings', name, [], itemsOf(own), [], settingSentences[name])]
  })
  const encodings = tagged(toJson(attributeSchema).properties?.['encoding'], 'kind')
  return [
    ...kinds.map(({ entry }) => entry),
    ...parts,
    ...under('step', 'steps', 'step'),
    ...under('replacement', 'replacement', 'kind'),
    ...encodings.map(([name, one]) => toEntry('encoding', name, ['tabular'], one, ['kind'])),
    ...settings,
  ]
}

const partSentences: Readonly<Record<string, string>> = {
  patch: 'boxes of an image, [height, width] in pixels of the model',
  block: 'boxes of a volume, [depth, height, width] in voxels of the model',
  window: 'pieces of a recording in time',
  labels: 'one part per label of a map beside the picture',
}

const settingSentences = {
  dataset: 'the table of cases',
  outputs: 'what the model returns',
  joint: 'sets of parts that are masked at once: lists of references',
  grounding: 'labels whose masks are compared with masks of the same shape elsewhere: a list of these',
  run: 'how a run computes and sums up',
} as const

/** Of a list what it is a list of, where that is a mapping. */
function itemsOf(schema: Schema): Schema {
  const { items } = schema
  return typeof items === 'object' && !Array.isArray(items) && items.properties !== undefined ? items : schema
}

function toJson(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input' })
}

/** Kinds that take the same share an entry. */
function join(entries: readonly FormatEntry[]): FormatEntry[] {
  const byText = new Map<string, FormatEntry>()
  for (const entry of entries) {
    const text = JSON.stringify([entry.name, entry.sentence, entry.keys])
    const known = byText.get(text)
    byText.set(text, { ...entry, kinds: [...(known?.kinds ?? []), ...entry.kinds] })
  }
  return [...byText.values()]
}

/** The objects anywhere below a schema that a fixed word under `tag` tells apart, by that word. */
function tagged(schema: Schema | boolean | undefined, tag: string): [string, Schema][] {
  if (typeof schema !== 'object') return []
  const name = wordOf(schema.properties?.[tag])
  if (name !== null) return [[name, schema]]
  const items = Array.isArray(schema.items) ? schema.items : [schema.items]
  return [...items, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((one) =>
    tagged(one as Schema | undefined, tag),
  )
}

function wordOf(schema: Schema | boolean | undefined): string | null {
  return typeof schema === 'object' && typeof schema.const === 'string' ? schema.const : null
}

function toEntry(
  topic: FormatEntry['topic'],
  name: string,
  kinds: readonly ModalityKind[],
  schema: Schema,
  without: readonly string[],
  sentence = schema.description ?? '',
): FormatEntry {
  const keys = keysOf(schema, '').filter(({ key }) => !without.includes(key))
  return { topic, name, kinds, sentence, keys }
}

/** Keys of a mapping; a mapping inside that can only be one is listed by its own keys. */
function keysOf({ properties = {}, required = [] }: Schema, before: string): FormatKey[] {
  return Object.entries(properties).flatMap(([name, one]): FormatKey[] => {
    if (typeof one !== 'object') return []
    const key = `${before}${name}`
    if (one.properties !== undefined) return keysOf(one, `${key}.`)
    return [
      {
        ...{ key, takes: takesOf(one), isNeeded: required.includes(name) },
        fallback: one.default === undefined ? null : JSON.stringify(one.default),
        sentence: one.description ?? '',
      },
    ]
  })
}

/** By the word that tells it apart, or by its keys. */
function mappingWords(properties: Schema['properties']): string {
  if (properties === undefined) return 'mapping'
  const word = wordOf(properties['step']) ?? wordOf(properties['kind'])
  return word ?? `{ ${Object.keys(properties).join(', ')} }`
}

/** What a value looks like, in a few words. */
function takesOf(schema: Schema): string {
  if (schema.const !== undefined) return String(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(String).join(', ')
  const forms = formsOf(schema)
  if (forms.length > 0) return [...new Set(forms.map(takesOf))].join(', ')
  switch (schema.type) {
    case 'array':
      return typeof schema.items === 'object' && !Array.isArray(schema.items)
        ? `list of ${takesOf(schema.items)}`
        : 'list'
    case 'object':
      return mappingWords(schema.properties)
    case 'integer':
      return 'whole number'
    case 'string':
      return 'text'
    case 'boolean':
      return 'true, false'
    default:
      return String(schema.type ?? 'any')
  }
}

/** The forms that a value may have, those of forms among them. */
function formsOf(schema: Schema | boolean | undefined): Schema[] {
  if (typeof schema !== 'object') return []
  const { anyOf = [], oneOf = [] } = schema
  return ([...anyOf, ...oneOf] as Schema[]).flatMap((one) => {
    const own = formsOf(one)
    return own.length > 0 ? own : [one]
  })
}
