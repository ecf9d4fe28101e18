/** m_i of a run that is still going on, with the intervals that a result would have over the same patients. */
import { z } from 'zod'
import { intervalNoteSchema, intervalSchema } from './contribution'
import { aggregations } from './study/run-settings'

export const runningSharesSchema = z.object({
  aggregation: z.enum(aggregations).exclude(['per-class']),
  shares: z.array(z.number()).describe('in the order of the modalities'),
  intervals: z.array(intervalSchema.nullable()).describe('over patients; null where there is none'),
  notes: z.array(intervalNoteSchema).describe('why there is none, or what it rests on'),
})

export const runningFiguresSchema = z.object({
  cases: z.number().describe('with outputs, so far'),
  patients: z.number(),
  modalities: z.array(z.string()),
  by: z
    .array(runningSharesSchema)
    .describe('the leading aggregation first; one without response is left out'),
})

export type RunningShares = z.output<typeof runningSharesSchema>
export type RunningFigures = z.output<typeof runningFiguresSchema>
