/** A study file that is being set up: its text, what of it was guessed, and what model and table say to it. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'
import { modelCardSchema } from './model'
import { columnTypes } from './table-column'

/** Keys and list places from the top of the file. */
export const keyPathSchema = z.array(z.union([z.string(), z.number().int().min(0)]))

export const draftMarkSchema = z.object({
  path: keyPathSchema,
  kind: z.enum(['guess', 'fill-in']),
  reason: z.string().describe('why it was guessed, or what is to be filled in'),
})

export const draftProblemSchema = z.object({
  path: keyPathSchema.describe('empty where the text is not YAML'),
  line: z.number().describe('of the text, from 1'),
  expected: z.string().describe('a phrase: what would be right here'),
})

export const draftColumnSchema = z.object({
  name: z.string(),
  type: z.enum(columnTypes),
  distinctCount: z.number(),
  missingCount: z.number(),
  levels: z.array(z.string()).describe('of a category or boolean, sorted'),
})

export const draftTableSchema = z.object({
  rowCount: z.number(),
  columns: z.array(draftColumnSchema),
  head: z
    .array(z.array(z.string()))
    .describe('the first rows as they were read, in the order of the columns'),
  notices: z.array(errorDataSchema),
})

export const draftSchema = z.object({
  handle: z.string().describe('of the study file'),
  fileName: z.string(),
  folder: z.string().describe('where the file lies, for people'),
  text: z.string().describe('of the study file, comments included'),
  study: z.unknown().describe('plain data of the text, as far as it is YAML; null where it is not'),
  marks: z.array(draftMarkSchema).describe('what nobody has confirmed yet'),
  problems: z.array(draftProblemSchema).describe('what does not follow the study format'),
  model: modelCardSchema.nullable().describe('null when the model could not be read; see faults'),
  table: draftTableSchema.nullable().describe('null when the table could not be read; see faults'),
  studyId: z.string().nullable().describe('the study as it is now, once it follows the format'),
  faults: z.array(errorDataSchema).describe('what model, table and files say against the study'),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})

export const draftEditSchema = z.object({
  path: keyPathSchema,
  value: z.json().optional().describe('absent: the key is taken away'),
})

/** A file beside model or table that tells how the training prepared its inputs. */
export const draftHintSchema = z.object({
  source: z.string().describe('name of the file, or of the metadata of the model'),
  modality: z.string().nullable().describe('null: it speaks of the outputs'),
  words: z.string().describe('what it says, for people'),
  edits: z.array(draftEditSchema).describe('none where no step of a study can do it'),
})

export type KeyPath = z.output<typeof keyPathSchema>
export type DraftMark = z.output<typeof draftMarkSchema>
export type DraftProblem = z.output<typeof draftProblemSchema>
export type DraftColumn = z.output<typeof draftColumnSchema>
export type DraftTable = z.output<typeof draftTableSchema>
export type Draft = z.output<typeof draftSchema>
export type DraftEdit = z.input<typeof draftEditSchema>
export type DraftHint = z.output<typeof draftHintSchema>
