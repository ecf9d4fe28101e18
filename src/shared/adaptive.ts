/** An adaptive run as hosts see it: its looks, and why it ended (method.md section 6). */
import { z } from 'zod'
import { intervalSchema } from './contribution'

export const convergenceLookSchema = z.object({
  cases: z.number().describe('cases that were used so far'),
  patients: z.number(),
  shares: z.array(z.number()).describe('m_i in the order of the modalities, leading aggregation'),
  intervals: z.array(intervalSchema.nullable()).describe('jackknife over patients; null where there is none'),
})

export const adaptiveResultSchema = z.object({
  reason: z
    .enum(['tolerance-reached', 'all-cases-used'])
    .nullable()
    .describe('why the run ended; null when it did not end by itself'),
  casesUsed: z.number().describe('cases with outputs; skipped ones are not counted'),
  casesPlanned: z.number(),
  largestHalfWidth: z.number().nullable().describe('of all m_i in the end; null where none has an interval'),
  looks: z.array(convergenceLookSchema).describe('after every block of patients, and at the end'),
})

export type ConvergenceLook = z.output<typeof convergenceLookSchema>
export type AdaptiveResult = z.output<typeof adaptiveResultSchema>
