/** Whether the model looks where a finding is: a label against the same shape elsewhere. */
import { z } from 'zod'

export const groundingSchema = z
  .array(
    z.strictObject({
      modality: z
        .string()
        .min(1)
        .describe('an image or volume with parts by labels, or modality/group for a group of its channels'),
      label: z.string().min(1).describe('name of the label that has the finding'),
      output: z.string().min(1).optional().describe('the output that is looked at; default: all of them'),
      draws: z
        .number()
        .int()
        .min(1)
        .max(100)
        .default(5)
        .describe('places elsewhere in the same picture, drawn by run.seed'),
      otherPatient: z
        .boolean()
        .default(false)
        .describe('also against the same label of another patient, in its shape and place'),
    }),
  )
  .default([])
  .describe(
    'labels whose masks are compared with masks of the same shape elsewhere; the masks are beside m_i, never inside',
  )

export type Grounding = z.output<typeof groundingSchema>[number]
