/** Files of a study that are no longer where it says, and the folder that they were moved to. */
import { z } from 'zod'
import { draftEditSchema } from './draft'

export const movedDataSchema = z.object({
  edits: z.array(draftEditSchema).describe('what of the study would change; none: nothing to write'),
  found: z.number().describe('files that are there with these edits'),
  before: z.number().describe('files that are there without them'),
  total: z.number().describe('files that the study needs: model, tables, tokenizers, and those of its cases'),
  missing: z
    .array(z.enum(['model', 'weights', 'table', 'joined table', 'tokenizer', 'files of cases']))
    .describe('what is not found even so'),
  hasAbsolute: z
    .boolean()
    .describe('cells of the table hold whole paths, which no folder of the study can change'),
  isWhole: z.boolean().describe('false where the folder was too large to look through within bounds'),
})

export type MovedData = z.output<typeof movedDataSchema>
