/** Images: one file per case, in two dimensions. */
import { z } from 'zod'
import {
  dicomdirSchema,
  gridColumns,
  gridFields,
  gridPartsSchema,
  gridPartWords,
  gridPlace,
  gridPreviewSchema,
  stepsOf,
} from './grid-fields'
import { imageStepSchema } from '../study/steps'
import { none, numberInput, type SharedKind } from './kind'
import { labelProblems } from './label-parts'

export const imageModalitySchema = z.strictObject({
  kind: z.literal('image'),
  ...gridFields,
  steps: stepsOf(imageStepSchema),
  source: z.strictObject({
    column: z.string().min(1).describe('table column with the path of an image file'),
    folder: z
      .string()
      .optional()
      .describe('what the paths are relative to; default: the folder of the table'),
    suffix: z.string().optional().describe('added to the cell, for example .png'),
    dicomdir: dicomdirSchema,
  }),
  parts: gridPartsSchema(2, 'patch').default({ kind: 'match' }),
})

export type ImageModality = z.output<typeof imageModalitySchema>

const preview = gridPreviewSchema('image')

export const imageKind: SharedKind<typeof imageModalitySchema, typeof preview> = {
  schema: imageModalitySchema,
  preview,
  description: {
    sentence: 'a picture in two dimensions: PNG, JPEG, TIFF, BMP, DICOM or NPY',
    place: gridPlace,
    columns: gridColumns,
    inputs: numberInput,
    groups: ({ channelGroups = {} }) => Object.keys(channelGroups),
    attributes: none,
    tokenizer: () => null,
    problems: ({ parts }) => labelProblems(parts),
    partNames: 'study',
    partWords: ({ parts }) => gridPartWords(parts, 'patches'),
  },
}
