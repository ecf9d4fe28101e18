/** What a table of cases holds, column by column, of all cases and of those that a list shows. Levels are patient values: never logged. */
import { z } from 'zod'
import { caseFlags } from './case-filter'
import { columnTypes } from './table-column'

const bin = { all: z.number(), shown: z.number() }

export const columnRoles = ['id', 'patient', 'split', 'label', 'subgroup', 'source', 'attribute'] as const

export const columnSummarySchema = z.object({
  name: z.string(),
  type: z.enum(columnTypes),
  role: z.enum(columnRoles).nullable().describe('null: nothing of the study names it'),
  isIdentity: z.boolean(),
  distinctCount: z.number(),
  missingCount: z.number(),
  shownMissingCount: z.number(),
  isConstant: z.boolean().describe('the same in every case, or empty in every case'),
  range: z
    .tuple([z.number(), z.number()])
    .nullable()
    .describe('of a column of numbers; of one of dates, days since 1970'),
  bins: z.array(z.object(bin)).describe('equal steps over the range; empty for columns without one'),
  levels: z
    .array(z.object({ level: z.string(), ...bin }))
    .describe('of a category, most frequent first, those that are rare left out'),
})

export const labelLeakSchema = z.object({
  column: z.string(),
  label: z.string(),
  level: z.string().describe('the class that it tells from all others'),
  by: z.enum(['values', 'missing']).describe('by its values, or by whether there is one'),
  auc: z.number().describe('0.5 to 1, whichever direction'),
  caseCount: z.number(),
})

export const groupCountsSchema = z.object({
  group: z.string().describe('split, or level of a subgroup'),
  ...bin,
  levels: z.array(z.object({ level: z.string(), ...bin })),
})

export const cohortSummarySchema = z.object({
  tableName: z.string(),
  caseCount: z.number(),
  shownCount: z.number(),
  patientCount: z.number(),
  shownPatientCount: z.number(),
  columns: z.array(columnSummarySchema),
  balance: z
    .array(z.object({ label: z.string(), splits: z.array(groupCountsSchema) }))
    .describe('levels of each label, per split'),
  subgroups: z.array(
    z.object({ column: z.string(), levels: z.array(z.object({ level: z.string(), ...bin })) }),
  ),
  flags: z.array(z.object({ flag: z.enum(caseFlags), caseCount: z.number(), patientCount: z.number() })),
  leaks: z.array(labelLeakSchema),
})

/** How far looking at the files of all cases has come. */
export const fileCheckSchema = z.object({
  phase: z
    .enum(['looking', 'comparing', 'done'])
    .describe('comparing: files of the same size, by their bytes'),
  done: z.number(),
  total: z.number(),
  missingCount: z.number().describe('files so far'),
  sameCount: z.number().describe('files so far that hold what another holds'),
})

export type ColumnSummary = z.output<typeof columnSummarySchema>
export type ColumnRole = (typeof columnRoles)[number]
export type LabelLeak = z.output<typeof labelLeakSchema>
export type GroupCounts = z.output<typeof groupCountsSchema>
export type CohortSummary = z.output<typeof cohortSummarySchema>
export type FileCheck = z.output<typeof fileCheckSchema>
