/** The format of the study file as JSON Schema, for editors. */
import { studySchema } from './study'
import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Makes the JSON Schema (draft 2020-12) of what a person may write; docs/study.schema.json holds it. */
export function toStudyJsonSchema(): JsonSchema {
  return z.toJSONSchema(studySchema, { io: 'input' })
}
