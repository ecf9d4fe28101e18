/** The study file: one text that drives application, command line and report. Paths are relative to the file. */
import { z } from 'zod'
import { modalitySchema } from './modality'
import { outputsSchema } from './outputs'
import { runSettingsSchema } from './run-settings'

const column = z.string().min(1)

export const studyDatasetSchema = z.strictObject({
  table: z.string().min(1).describe('path of a CSV or TSV file with one row per case'),
  id: column.describe('column that names the case; must be unique'),
  patient: column
    .optional()
    .describe('column that names the patient; cases of one patient are resampled together'),
  split: column.optional(),
  label: z
    .union([column.transform((one) => [one]), z.array(column).min(1)])
    .optional()
    .describe('ground truth: one column, or one per output for multi-label'),
  subgroups: z.array(column).default([]),
  statisticsSplit: z
    .string()
    .optional()
    .describe('level of the split column that cohort statistics are computed over; default: all rows'),
})

export const studySchema = z
  .strictObject({
    modalens: z.literal(1).describe('version of this format'),
    name: z.string().min(1),
    description: z.string().optional(),
    model: z.string().min(1).describe('path of the ONNX file'),
    dataset: studyDatasetSchema,
    modalities: z.array(modalitySchema).min(1),
    outputs: outputsSchema,
    run: runSettingsSchema.prefault({}),
  })
  .describe('ModaLens study')

export type Study = z.output<typeof studySchema>
export type StudyInput = z.input<typeof studySchema>
export type StudyDataset = z.output<typeof studyDatasetSchema>
