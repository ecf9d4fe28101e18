/** The study file: one text that drives application, command line and report. Paths are relative to the file. */
import { z } from 'zod'
import { modalitySchema } from '../kinds'
import { limitsSchema } from './attribute'
import { groundingSchema } from './grounding'
import { jointSchema } from './joint'
import { outputsSchema } from './outputs'
import { runSettingsSchema } from './run-settings'

const column = z.string().min(1)

const separator = z
  .enum([',', ';', '|', 'tab', '\t'])
  .transform((word) => (word === 'tab' ? '\t' : word))
  .optional()
  .describe('of a text file; default: found out')
const sheet = z.string().min(1).optional().describe('of a workbook; default: the first')

export const joinSchema = z
  .strictObject({
    table: z.string().min(1).describe('path of a further CSV, TSV or .xlsx file'),
    on: column.describe('column of the cases that names the row of this table'),
    key: column.optional().describe('column of this table with those names; default: named like `on`'),
    columns: z.array(column).min(1).optional().describe('columns to take over; default: all but the key'),
    separator,
    sheet,
  })
  .describe('adds the columns of a further table; at most one row of it per case')

export const studyDatasetSchema = z.strictObject({
  table: z.string().min(1).describe('path of a CSV, TSV or .xlsx file with one row per case'),
  separator,
  sheet,
  decimal: z
    .enum(['.', ','])
    .optional()
    .describe('decimal sign of the number columns of all tables; default: found out per column'),
  limits: limitsSchema
    .default('refuse')
    .describe('what cells such as <5 and >=90 mean in the number columns of all tables'),
  join: z.array(joinSchema).default([]),
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
    joint: jointSchema,
    grounding: groundingSchema,
    run: runSettingsSchema.prefault({}),
  })
  .describe('ModaLens study')

export type Study = z.output<typeof studySchema>
export type StudyInput = z.input<typeof studySchema>
export type StudyJoin = z.output<typeof joinSchema>
export type StudyDataset = z.output<typeof studyDatasetSchema>
