/** Volumes: a folder of DICOM slices or a file per case, in three dimensions. */
import { z } from 'zod'
import {
  dicomdirSchema,
  gridColumns,
  gridFields,
  gridPartsSchema,
  gridPartWords,
  gridPlace,
  gridPreviewSchema,
} from './grid-fields'
import { none, numberInput, type SharedKind } from './kind'
import { labelProblems } from './label-parts'
import { lengthSchema } from './modality-fields'

export const volumeModalitySchema = z.strictObject({
  kind: z.literal('volume'),
  ...gridFields,
  source: z.strictObject({
    column: z.string().min(1).describe('table column with a folder of DICOM slices, or a volume file'),
    folder: z
      .string()
      .optional()
      .describe('what the paths are relative to; default: the folder of the table'),
    suffix: z.string().optional().describe('added to the cell, for example .nii.gz'),
    series: z.string().optional().describe('SeriesInstanceUID, where a folder holds several'),
    timePoint: lengthSchema
      .optional()
      .describe('which volume of a series or file with several, counted from 1; default: the only one'),
    dicomdir: dicomdirSchema,
  }),
  parts: gridPartsSchema(3, 'block').default({ kind: 'match' }),
})

export type VolumeModality = z.output<typeof volumeModalitySchema>

const preview = gridPreviewSchema('volume')

export const volumeKind: SharedKind<typeof volumeModalitySchema, typeof preview> = {
  schema: volumeModalitySchema,
  preview,
  description: {
    sentence: 'a picture in three dimensions: DICOM slices, NIfTI, NRRD, MetaImage or NPY',
    place: gridPlace,
    columns: gridColumns,
    inputs: numberInput,
    groups: ({ channelGroups = {} }) => Object.keys(channelGroups),
    attributes: none,
    tokenizer: () => null,
    problems: ({ parts }) => labelProblems(parts),
    partNames: 'study',
    partWords: ({ parts }) => gridPartWords(parts, 'blocks'),
  },
}
