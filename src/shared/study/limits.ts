/** What a setting may be, in words: from its schema, so that study file, command line and application say the same. */
import { z } from 'zod'

/** A whole number from 1 to 1024; auto or a whole number from 1. */
export function limitWords(schema: z.ZodType): string {
  return toWords(z.toJSONSchema(schema, { io: 'input' }))
}

function toWords(json: z.core.JSONSchema.BaseSchema): string {
  if (json.anyOf !== undefined) return json.anyOf.map(toWords).join(' or ')
  if (json.const !== undefined) return String(json.const)
  const isWhole = json.type === 'integer'
  if (!isWhole && json.type !== 'number') return String(json.type)
  const low = lowest(json, isWhole)
  const high = json.maximum === undefined || json.maximum >= Number.MAX_SAFE_INTEGER ? null : json.maximum
  return [
    isWhole ? 'a whole number' : 'a number',
    ...(low === null ? [] : [`from ${low}`]),
    ...(high === null ? [] : [`to ${high}`]),
  ].join(' ')
}

/** A whole number above 0 is one from 1. */
function lowest(
  { minimum, exclusiveMinimum }: z.core.JSONSchema.BaseSchema,
  isWhole: boolean,
): number | null {
  if (isWhole && typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1
  return minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum : null)
}
