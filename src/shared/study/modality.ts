/** One modality of a study: where its value comes from, how it becomes a tensor, its parts and their replacement. */
import { z } from 'zod'
import { attributeSchema } from './attribute'
import { gridReplacementSchema, tabularReplacementSchema, textReplacementSchema } from './replacement'
import { stepSchema } from './steps'

const length = z.number().int().positive()
const name = z
  .string()
  .regex(/^[A-Za-z][\w -]*$/)
  .describe('starts with a letter')

const gridParts = (rank: 2 | 3, key: 'patch' | 'block') =>
  z
    .union([
      z.literal('whole').transform(() => ({ kind: 'whole' as const })),
      z.literal('matchParts').transform(() => ({ kind: 'match' as const })),
      z
        .strictObject({
          [key]: z.array(length).length(rank),
          stride: z.array(length).length(rank).optional().describe('default: the size'),
          edge: z
            .enum(['truncate', 'error'])
            .default('truncate')
            .describe('what overhangs is cut off, or refused'),
        })
        .transform((parts) => {
          // The computed key hides the types of its neighbours from TypeScript; the schema above has checked them.
          const size = parts[key] as number[]
          const { stride, edge } = parts as { stride?: number[]; edge: 'truncate' | 'error' }
          return { kind: 'grid' as const, size, stride: stride ?? size, edge }
        }),
    ])
    .describe('whole, matchParts (about as many as the smallest other modality), or a grid')

const absent = z
  .enum(['skip', 'zeros', 'replacement'])
  .default('skip')
  .describe(
    'a case without the modality (empty cell; record: all cells empty): skipped, or fed zeros or the replacement value; its parts then count with 0',
  )

const gridFields = {
  name,
  input: z.string().min(1).describe('input of the model'),
  steps: z.array(stepSchema).default([]),
  layout: z
    .enum(['channels-first', 'channels-last', 'no-channels'])
    .default('channels-first')
    .describe('order of the axes the model wants'),
  replacement: gridReplacementSchema.default({ kind: 'zero' }),
  absent,
  channelGroups: z
    .record(z.string().min(1), z.array(z.number().int().min(0)).min(1))
    .optional()
    .describe('named groups of channels, each a modality of its own'),
}

const dicomdir = z
  .enum(['follow', 'ignore'])
  .optional()
  .describe('follow (default): the files that a DICOMDIR lists; ignore: those that lie in the folder itself')

export const imageModalitySchema = z.strictObject({
  kind: z.literal('image'),
  ...gridFields,
  source: z.strictObject({
    column: z.string().min(1).describe('table column with the path of an image file'),
    folder: z
      .string()
      .optional()
      .describe('what the paths are relative to; default: the folder of the table'),
    suffix: z.string().optional().describe('added to the cell, for example .png'),
    dicomdir,
  }),
  parts: gridParts(2, 'patch').default({ kind: 'match' }),
})

export const volumeModalitySchema = z.strictObject({
  kind: z.literal('volume'),
  ...gridFields,
  source: z.strictObject({
    column: z.string().min(1).describe('table column with a folder of DICOM slices, or a volume file'),
    folder: z.string().optional(),
    suffix: z.string().optional(),
    series: z.string().optional().describe('SeriesInstanceUID, where a folder holds several'),
    timePoint: length
      .optional()
      .describe('which volume of a series or file with several, counted from 1; default: the only one'),
    dicomdir,
  }),
  parts: gridParts(3, 'block').default({ kind: 'match' }),
})

export const textModalitySchema = z.strictObject({
  kind: z.literal('text'),
  name,
  input: z.string().min(1).describe('model input of the token ids'),
  attentionMask: z.string().min(1).optional().describe('model input of the attention mask'),
  tokenTypeIds: z.string().min(1).optional().describe('model input of the token type ids'),
  source: z.strictObject({
    column: z.string().min(1),
    as: z.enum(['text', 'file']).default('text').describe('the cell is the text, or the path of a text file'),
    folder: z.string().optional(),
  }),
  tokenizer: z.string().min(1).describe('path of a tokenizer.json (Hugging Face)'),
  padToken: z
    .string()
    .min(1)
    .optional()
    .describe('token that fills up short texts; default: the padding token of the tokenizer'),
  padId: z.number().int().min(0).optional().describe('the same by its number; give one of both'),
  length: length
    .optional()
    .describe('tokens per text: shorter is padded, longer is cut; default: what the model fixes'),
  parts: z.enum(['word', 'token', 'sentence', 'whole']).default('word'),
  replacement: textReplacementSchema.default({ kind: 'mask-token' }),
  absent,
})

export const tabularModalitySchema = z.strictObject({
  kind: z.literal('tabular'),
  name,
  input: z.string().min(1),
  attributes: z.array(attributeSchema).min(1).describe('in the order of the tensor columns'),
  parts: z.enum(['attribute', 'whole']).default('attribute'),
  replacement: tabularReplacementSchema.default({ kind: 'zero' }),
  absent,
})

export const modalitySchema = z.discriminatedUnion('kind', [
  imageModalitySchema,
  volumeModalitySchema,
  textModalitySchema,
  tabularModalitySchema,
])

export type ImageModality = z.output<typeof imageModalitySchema>
export type VolumeModality = z.output<typeof volumeModalitySchema>
export type GridModality = ImageModality | VolumeModality
export type TextModality = z.output<typeof textModalitySchema>
export type TabularModality = z.output<typeof tabularModalitySchema>
export type StudyModality = z.output<typeof modalitySchema>
