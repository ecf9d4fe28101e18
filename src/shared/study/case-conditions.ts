/** Conditions on columns of the table that a case has to meet, all of them: what a list is filtered by, and what a study takes for a run. */
import { z } from 'zod'

const column = z.string().min(1)

/** A day as the bounds of a range write it. */
const day = z.iso.date()

export const caseConditionSchema = z.union([
  z.strictObject({
    column,
    levels: z.array(z.string()).min(1).describe('the cell is one of these, word for word'),
  }),
  z.strictObject({
    column,
    from: z.union([z.number(), day]).optional().describe('a number, or a day such as 2024-01-31'),
    to: z.union([z.number(), day]).optional().describe('this value is taken, too'),
  }),
  z.strictObject({ column, has: z.string().min(1).describe('the cell has these letters, in any case') }),
  z.strictObject({
    column,
    missing: z
      .boolean()
      .describe('true: cells that are empty or say that nothing is known; false: all others'),
  }),
])

export type CaseCondition = z.output<typeof caseConditionSchema>
