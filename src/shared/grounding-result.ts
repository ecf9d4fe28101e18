/** Whether the model looks where a finding is; stands beside the contributions, never inside (method.md section 8). */
import { z } from 'zod'
import { intervalNoteSchema, intervalSchema } from './contribution'

/** A label against control masks, over the cases that have both. */
export const groundingComparisonSchema = z.object({
  caseCount: z.number(),
  patientCount: z.number(),
  labelAmount: z.number().nullable().describe('mean over cases; null without a case'),
  controlAmount: z.number().nullable().describe('mean over cases of the mean over control masks'),
  share: z.number().nullable().describe('of the cases in which the label matters more'),
  interval: intervalSchema.nullable().describe('of share, over patients'),
  intervalNote: intervalNoteSchema,
  difference: z.number().nullable().describe('mean over cases of label minus control amount'),
  differenceInterval: intervalSchema.nullable().describe('of difference, over patients'),
  differenceNote: intervalNoteSchema,
})

const controlSchema = z.object({ amount: z.number(), mattersMore: z.boolean().describe('the label') })

export const groundingCaseSchema = z.object({
  caseId: z.string(),
  label: z.number().describe('amount: sum over outputs of the absolute difference'),
  placed: z.number().describe('masks elsewhere'),
  elsewhere: controlSchema
    .nullable()
    .describe('mean over the masks elsewhere; null where none could be placed'),
  other: controlSchema.nullable().describe('with the shape and place of another patient; null without one'),
})

export const groundingResultSchema = z.object({
  modality: z.string(),
  label: z.string(),
  output: z.string().nullable().describe('null: all of them'),
  withoutLabel: z.number().describe('cases that do not have the label'),
  notPlaced: z.number().describe('cases in which the shape fits nowhere else'),
  elsewhere: groundingComparisonSchema,
  otherPatient: groundingComparisonSchema.nullable().describe('null where it was not asked for'),
  cases: z.array(groundingCaseSchema).describe('those that have the label'),
})

export type GroundingComparison = z.output<typeof groundingComparisonSchema>
export type GroundingCase = z.output<typeof groundingCaseSchema>
export type GroundingResult = z.output<typeof groundingResultSchema>
