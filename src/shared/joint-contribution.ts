/** What masking a set of parts at once does; stands beside the contributions, never inside (method.md section 2). */
import { z } from 'zod'
import { intervalNoteSchema, intervalSchema } from './contribution'

export const jointContributionSchema = z.object({
  name: z.string().describe('the references of the study, such as ct/left lung + record/smoker'),
  caseCount: z.number().describe('cases that have all its parts'),
  meanDifference: z
    .number()
    .nullable()
    .describe('mean over cases of the mean absolute difference over classes; null without a case'),
  signedPerClass: z.array(z.number()).describe('mean of original minus occluded output per class'),
  redundancy: z
    .number()
    .nullable()
    .describe(
      'effect of the set / sum of the effects of its parts masked one by one; null where these have none',
    ),
  interval: intervalSchema.nullable().describe('of redundancy, over patients'),
  intervalNote: intervalNoteSchema,
})

export type JointContribution = z.output<typeof jointContributionSchema>
