/** Which keys the format has at a place of the study file, for "did you mean". */
import { valueAt, type KeyPath } from './key-path'
import { toStudyJsonSchema, type JsonSchema } from '@shared/study/json-schema'

/** Lists the keys that may stand in the mapping at `path`; the `kind` or `step` written there narrows the choice. */
export function knownKeys(root: unknown, path: KeyPath): string[] {
  let here = branches(toStudyJsonSchema(), root)
  path.forEach((step, index) => {
    const value = valueAt(root, path.slice(0, index + 1))
    here = here.flatMap((schema) => child(schema, step)).flatMap((schema) => branches(schema, value))
  })
  return [...new Set(here.flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

/** The schemas a value may follow here: unions opened, those for another kind or step left out. */
function branches(schema: JsonSchema, value: unknown): JsonSchema[] {
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return options.filter(isSchema).flatMap((one) => branches(one, value))
  const isOther = ['kind', 'step'].some((key) => {
    const wanted = schema.properties?.[key]
    const found = valueAt(value, [key])
    return isSchema(wanted) && wanted.const !== undefined && found !== undefined && wanted.const !== found
  })
  return isOther ? [] : [schema]
}

function child(schema: JsonSchema, step: string | number): JsonSchema[] {
  const next =
    typeof step === 'number' ? schema.items : (schema.properties?.[step] ?? schema.additionalProperties)
  return isSchema(next) ? [next] : []
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
